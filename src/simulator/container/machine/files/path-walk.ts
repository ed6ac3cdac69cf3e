import { FileError } from './file-system.ts';
import type { DirectoryInode, Inode, LinkInode } from './inode.ts';

/** Something mounted at a path. */
export interface Mounted {
  readonly inode: Inode;
  readonly readOnly: boolean;
  readonly device: string;
  readonly type: string;
  /** Bytes that all files in it may have together. */
  readonly limit?: number;
}

/** What paths are walked in. */
export interface Tree {
  readonly root: DirectoryInode;
  readonly mounted: ReadonlyMap<string, Mounted>;
  /** Throws `FileError` EACCES where a directory may not be entered. */
  enter(inode: Inode, path: string): void;
  /** Where a link leads: `/proc/self` is the reader's own. */
  target(link: LinkInode): string;
}

/** Where a path leads; the last of it may be missing. */
export interface Found {
  /** Without links. */
  readonly path: string;
  readonly inode: Inode | undefined;
  readonly parent: DirectoryInode;
  readonly name: string;
  readonly mount: Mounted | undefined;
}

const MOST_LINKS = 40;

/** Walks a path step by step, through links and mounts. Throws `FileError` ENOENT, ENOTDIR, EACCES, ELOOP. */
export function walk(tree: Tree, path: string, follow: boolean, links = 0): Found {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  let place: Found = {
    path: '/',
    inode: tree.root,
    parent: tree.root,
    name: '',
    mount: tree.mounted.get('/'),
  };
  for (const [index, step] of steps.entries()) {
    const rest = (): string => steps.slice(index + 1).join('/');
    if (step === '..') return walk(tree, `${directoryOf(place.path)}/${rest()}`, follow, links);
    place = child(tree, place, step, path);
    if (place.inode?.kind !== 'link' || (index === steps.length - 1 && !follow)) continue;
    const { to } = place.inode;
    if (to) {
      place = { ...place, inode: to };
      continue;
    }
    if (links >= MOST_LINKS) throw new FileError('ELOOP', path);
    const target = tree.target(place.inode);
    const start = target.startsWith('/') ? '' : directoryOf(place.path);
    return walk(tree, `${start}/${target}/${rest()}`, follow, links + 1);
  }
  return place;
}

function child(tree: Tree, { inode, path, mount }: Found, step: string, whole: string): Found {
  if (!inode) throw new FileError('ENOENT', whole);
  if (inode.kind !== 'directory') throw new FileError('ENOTDIR', whole);
  tree.enter(inode, whole);
  const at = path === '/' ? `/${step}` : `${path}/${step}`;
  const over = tree.mounted.get(at);
  const found = over?.inode ?? inode.entries.get(step);
  return { path: at, inode: found, parent: inode, name: step, mount: over ?? mount };
}

export const directoryOf = (path: string): string => path.replace(/\/[^/]*$/, '');
