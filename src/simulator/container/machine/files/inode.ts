/** What all files have. Changed in place: an inode is one thing wherever it is seen. */
interface InodeBase {
  mode: number;
  uid: number;
  gid: number;
  /** Epoch ms. */
  modified: number;
}

export interface FileInode extends InodeBase {
  readonly kind: 'file';
  bytes: Uint8Array;
  /** Of an image: a write makes a copy of it in the container. */
  readonly shared: boolean;
  /** What it runs, by name. */
  readonly program?: string;
}

export interface LinkInode extends InodeBase {
  readonly kind: 'link';
  readonly target: string;
  /** What it leads to where that has no path, as links in /proc. */
  readonly to?: Inode;
}

/** A file whose content is made when it is read, and whose writes go elsewhere. */
export interface DeviceInode extends InodeBase {
  readonly kind: 'device' | 'generated';
  /** The kernel's own for what has no file. */
  readonly number?: number;
  read(): Uint8Array;
  write(bytes: Uint8Array): void;
}

export interface DirectoryInode extends InodeBase {
  readonly kind: 'directory';
  readonly entries: Entries;
}

export type Inode = FileInode | LinkInode | DeviceInode | DirectoryInode;

/** What is in a directory. */
export interface Entries {
  names(): readonly string[];
  get(name: string): Inode | undefined;
  /** Undefined where nothing can be made in it (`/proc`). */
  set?(name: string, inode: Inode): void;
  remove?(name: string): void;
}

const base = (mode: number, modified: number): InodeBase => ({
  mode,
  uid: 0,
  gid: 0,
  modified,
});

export const file = (bytes: Uint8Array | string, modified: number, mode = 0o644): FileInode => ({
  ...base(mode, modified),
  kind: 'file',
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  shared: false,
});

export const link = (target: string, modified: number): LinkInode => ({
  ...base(0o777, modified),
  kind: 'link',
  target,
});

/** The link of a namespace in /proc/PID/ns (namespaces(7)). */
export const namespaceLink = (kind: string, number: number, modified: number): LinkInode => ({
  ...link(`${kind}:[${number}]`, modified),
  to: { ...generated(() => '', 0), number },
});

export const directory = (entries: Entries, modified: number, mode = 0o755): DirectoryInode => ({
  ...base(mode, modified),
  kind: 'directory',
  entries,
});

/** A file of which only reading is asked. */
export const generated = (read: () => string, modified = 0, mode = 0o444): DeviceInode => ({
  ...base(mode, modified),
  kind: 'generated',
  read: () => Buffer.from(read()),
  write: () => undefined,
});

export const device = (
  read: () => Uint8Array,
  write: (bytes: Uint8Array) => void = () => undefined,
): DeviceInode => ({ ...base(0o666, 0), kind: 'device', read, write });

/** Entries of a directory's own. */
export class OwnEntries implements Entries {
  private readonly all = new Map<string, Inode>();

  names = (): readonly string[] => [...this.all.keys()].sort();
  get = (name: string): Inode | undefined => this.all.get(name);
  set = (name: string, inode: Inode): void => void this.all.set(name, inode);
  remove = (name: string): void => void this.all.delete(name);
}

/** Entries over those of an image, which stay as they are: what differs is kept here. */
export class LayeredEntries implements Entries {
  private readonly own = new Map<string, Inode>();
  private readonly removed = new Set<string>();

  constructor(private readonly lower: Entries) {}

  names = (): readonly string[] =>
    [
      ...new Set([...this.lower.names().filter((name) => !this.removed.has(name)), ...this.own.keys()]),
    ].sort();

  get = (name: string): Inode | undefined => {
    const own = this.own.get(name);
    if (own || this.removed.has(name)) return own;
    const below = this.lower.get(name);
    if (below?.kind !== 'directory') return below;
    const { mode, modified } = below;
    const over = directory(new LayeredEntries(below.entries), modified, mode);
    this.own.set(name, over);
    return over;
  };

  set = (name: string, inode: Inode): void => {
    this.removed.delete(name);
    this.own.set(name, inode);
  };

  remove = (name: string): void => {
    this.own.delete(name);
    if (this.lower.get(name)) this.removed.add(name);
  };
}
