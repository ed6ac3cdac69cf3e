import type { Volume } from '../container.ts';
import { directory, type DirectoryInode, file, type Inode, OwnEntries } from './inode.ts';

/** A directory that containers mount. */
export class Disk implements Volume {
  readonly root: DirectoryInode;

  constructor(
    readonly device: string,
    readonly type: string,
    private readonly now: () => number,
    readonly limit?: number,
  ) {
    this.root = directory(new OwnEntries(), now(), 0o777);
  }

  fill = (files: ReadonlyMap<string, Uint8Array>, mode = 0o644): void => {
    for (const name of this.root.entries.names()) this.root.entries.remove?.(name);
    for (const [path, bytes] of files) {
      const steps = path.split('/').filter(Boolean);
      const name = steps.pop() ?? path;
      const parent = steps.reduce((at, step) => this.below(at, step), this.root);
      parent.entries.set?.(name, file(bytes, this.now(), mode));
    }
  };

  /** What is mounted of it: all, or a file or directory in it; a directory is made where nothing is there. */
  part(subPath: string | undefined): Inode {
    const steps = (subPath ?? '').split('/').filter(Boolean);
    const last = steps.pop();
    const parent = steps.reduce((at, step) => this.below(at, step), this.root);
    return last === undefined ? parent : (parent.entries.get(last) ?? this.below(parent, last));
  }

  private below(parent: DirectoryInode, name: string): DirectoryInode {
    const found = parent.entries.get(name);
    if (found?.kind === 'directory') return found;
    const made = directory(new OwnEntries(), this.now());
    parent.entries.set?.(name, made);
    return made;
  }
}
