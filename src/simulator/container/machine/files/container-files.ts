import { directoryOf, type Found, type Mounted, type Tree, walk } from './path-walk.ts';
import { FileError, type FileStat, type FileSystem, type MountEntry } from './file-system.ts';
import {
  directory,
  type DirectoryInode,
  file,
  type FileInode,
  type Inode,
  link,
  OwnEntries,
} from './inode.ts';
import type { InodeNumbers } from './inode-numbers.ts';

/** The files of a container: its root, what is mounted, and what a process sees of itself in /proc. */
export class ContainerFiles implements FileSystem {
  private readonly tree: Tree;

  constructor(
    root: DirectoryInode,
    private readonly mounted: ReadonlyMap<string, Mounted>,
    private readonly now: () => number,
    private readonly uid: number,
    self: () => number,
    private readonly numbers: InodeNumbers,
  ) {
    this.tree = {
      root,
      mounted,
      enter: (inode, path) => this.check(inode, 1, path),
      target: ({ target }) => target.replace('<self>', String(self())),
    };
  }

  stat = (path: string): FileStat => this.statOf(this.existing(path));
  lstat = (path: string): FileStat => this.statOf(this.existing(path, false));
  realPath = (path: string): string => {
    const found = this.find(path);
    if (!found.inode) throw new FileError('ENOENT', path);
    return found.path;
  };

  readLink = (path: string): string => {
    const inode = this.existing(path, false);
    if (inode.kind !== 'link') throw new FileError('EINVAL', path);
    return this.tree.target(inode);
  };

  list = (path: string): readonly string[] => {
    const inode = this.existing(path);
    if (inode.kind !== 'directory') throw new FileError('ENOTDIR', path);
    this.check(inode, 4, path);
    return inode.entries.names();
  };

  read = (path: string): Uint8Array => {
    const inode = this.existing(path);
    if (inode.kind === 'directory') throw new FileError('EISDIR', path);
    this.check(inode, 4, path);
    return inode.kind === 'file' ? inode.bytes : inode.kind === 'link' ? new Uint8Array() : inode.read();
  };

  write = (path: string, bytes: Uint8Array, { append = false } = {}): void => {
    const found = this.find(path);
    const { inode } = found;
    if (inode?.kind === 'directory') throw new FileError('EISDIR', path);
    if (inode && inode.kind !== 'file' && inode.kind !== 'link') return inode.write(bytes);
    const target =
      inode?.kind === 'file'
        ? this.writable(found, inode, path)
        : this.make(found, file('', this.now()), path);
    const next = append ? Buffer.concat([target.bytes, bytes]) : Uint8Array.from(bytes);
    this.checkRoom(found.mount, next.length - target.bytes.length, path);
    target.bytes = next;
    target.modified = this.now();
  };

  makeDirectory = (path: string, { parents = false, mode = 0o755 } = {}): void => {
    if (parents && path.lastIndexOf('/') > 0) this.makeDirectory(directoryOf(path), { parents, mode });
    const found = this.find(path);
    if (parents && found.inode?.kind === 'directory') return;
    if (found.inode) throw new FileError('EEXIST', path);
    this.make(found, directory(new OwnEntries(), this.now(), mode), path);
  };

  remove = (path: string): void => {
    const found = this.find(path, false);
    if (!found.inode) throw new FileError('ENOENT', path);
    const { inode } = found;
    if (inode.kind === 'directory' && inode.entries.names().length > 0)
      throw new FileError('ENOTEMPTY', path);
    this.entriesOf(found, path).remove(found.name);
  };

  rename = (from: string, to: string): void => {
    const source = this.find(from, false);
    if (!source.inode) throw new FileError('ENOENT', from);
    const target = this.find(to, false);
    const { inode } = source;
    // Both are checked before anything is changed.
    const [leave, enter] = [this.entriesOf(source, from), this.entriesOf(target, to)];
    leave.remove(source.name);
    enter.set(target.name, inode);
  };

  link = (target: string, path: string): void => {
    const found = this.find(path, false);
    if (found.inode) throw new FileError('EEXIST', path);
    this.make(found, link(target, this.now()), path);
  };

  setMode = (path: string, mode: number): void => {
    const found = this.find(path);
    if (!found.inode) throw new FileError('ENOENT', path);
    if (found.mount?.readOnly) throw new FileError('EROFS', path);
    const inode = found.inode.kind === 'file' ? this.writable(found, found.inode, path) : found.inode;
    inode.mode = mode;
  };

  setTimes = (path: string, modified: number): void => {
    const found = this.find(path);
    if (!found.inode) throw new FileError('ENOENT', path);
    if (found.mount?.readOnly) throw new FileError('EROFS', path);
    found.inode.modified = modified;
  };

  mounts = (): readonly MountEntry[] =>
    [...this.mounted].map(([path, { device, type, readOnly }]) => ({ device, path, type, readOnly }));

  /** What a file runs. Throws ENOENT, EACCES. */
  program(path: string): string {
    const inode = this.existing(path);
    if (inode.kind !== 'file' || (inode.mode & 0o111) === 0) throw new FileError('EACCES', path);
    return inode.program ?? SCRIPT;
  }

  private statOf(inode: Inode): FileStat {
    const { mode, uid, gid, modified } = inode;
    const kind = inode.kind === 'generated' ? 'file' : inode.kind;
    const size = inode.kind === 'file' ? inode.bytes.length : inode.kind === 'directory' ? 4096 : 0;
    const number = 'number' in inode ? inode.number : undefined;
    return { kind, inode: number ?? this.numbers.of(inode), mode, uid, gid, size, modified };
  }

  private existing(path: string, follow = true): Inode {
    const { inode } = this.find(path, follow);
    if (!inode) throw new FileError('ENOENT', path);
    return inode;
  }

  private find(path: string, follow = true): Found {
    return walk(this.tree, path, follow);
  }

  private make<T extends Inode>(found: Found, inode: T, path: string): T {
    inode.uid = this.uid;
    inode.gid = this.uid;
    this.entriesOf(found, path).set(found.name, inode);
    return inode;
  }

  private entriesOf({ parent, mount }: Found, path: string) {
    if (mount?.readOnly) throw new FileError('EROFS', path);
    this.check(parent, 2, path);
    const { set, remove } = parent.entries;
    if (!set || !remove) throw new FileError('EPERM', path);
    return { set, remove };
  }

  /** The file itself, or where it is the image's a copy of it. */
  private writable(found: Found, inode: FileInode, path: string): FileInode {
    if (found.mount?.readOnly) throw new FileError('EROFS', path);
    this.check(inode, 2, path);
    if (!inode.shared) return inode;
    const { program, mode } = inode;
    const copy: FileInode = {
      ...file(inode.bytes, this.now(), mode),
      ...(program !== undefined && { program }),
    };
    found.parent.entries.set?.(found.name, copy);
    return copy;
  }

  private checkRoom(mount: Mounted | undefined, more: number, path: string): void {
    if (mount?.limit === undefined || more <= 0) return;
    if (sizeOf(mount.inode) + more > mount.limit) throw new FileError('ENOSPC', path);
  }

  private check({ mode, uid }: Inode, wanted: number, path: string): void {
    if (this.uid === 0) return;
    const bits = uid === this.uid ? mode >> 6 : mode;
    if ((bits & wanted) === 0) throw new FileError('EACCES', path);
  }
}

/** What runs a file that says `#!`. */
export const SCRIPT = '#!';

/** Bytes of all files below. */
export function sizeOf(inode: Inode): number {
  if (inode.kind === 'file') return inode.bytes.length;
  if (inode.kind !== 'directory') return 0;
  return inode.entries.names().reduce((sum, name) => {
    const child = inode.entries.get(name);
    return sum + (child ? sizeOf(child) : 0);
  }, 0);
}
