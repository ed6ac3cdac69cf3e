import type { Image } from '../images.ts';
import { directory, type DirectoryInode, type FileInode, file, link, OwnEntries } from './inode.ts';

/** When the images were made. */
const BUILT = Date.parse('2026-01-01T00:00:00Z');

const EMPTY = [
  '/tmp',
  '/root',
  '/home',
  '/var/log',
  '/var/run',
  '/run',
  '/mnt',
  '/opt',
  '/srv',
  '/dev',
  '/proc',
  '/sys',
  '/etc',
];

const roots = new Map<string, DirectoryInode>();

/** The root directory of an image: made once, and shared by all its containers, which write over it. */
export function imageRoot(image: Image, programs: readonly string[]): DirectoryInode {
  const known = roots.get(image.id);
  if (known) return known;
  const root = directory(new OwnEntries(), BUILT);
  for (const path of EMPTY) within(root, path);
  for (const [path, text] of Object.entries(image.files))
    put(root, path, { ...file(text, BUILT), shared: true });
  install(root, image, programs);
  roots.set(image.id, root);
  return root;
}

function install(root: DirectoryInode, { programs, shell }: Image, all: readonly string[]): void {
  const names = typeof programs === 'string' ? all : programs;
  const folder = shell === 'none' ? '' : shell === 'busybox' ? '/bin' : '/usr/bin';
  for (const name of names) {
    const program: FileInode = { ...file('\x7fELF', BUILT, 0o755), shared: true, program: name };
    put(root, `${folder}/${name}`, program);
  }
  if (shell !== 'bash') return;
  root.entries.set?.('bin', link('usr/bin', BUILT));
  root.entries.set?.('sbin', link('usr/sbin', BUILT));
  within(root, '/usr/sbin');
}

function put(root: DirectoryInode, path: string, inode: FileInode): void {
  const at = path.lastIndexOf('/');
  within(root, path.slice(0, at)).entries.set?.(path.slice(at + 1), inode);
}

/** The directory at a path, made where it is not. */
export function within(root: DirectoryInode, path: string): DirectoryInode {
  return path
    .split('/')
    .filter(Boolean)
    .reduce((parent, name) => {
      const found = parent.entries.get(name);
      if (found?.kind === 'directory') return found;
      const made = directory(new OwnEntries(), parent.modified, path === '/tmp' ? 0o1777 : 0o755);
      parent.entries.set?.(name, made);
      return made;
    }, root);
}
