import type { ContainerSpec, SandboxOptions } from '../container.ts';
import { FileError } from './file-system.ts';
import { imageRoot, within } from './image-root.ts';
import type { Image } from '../images.ts';
import {
  device,
  directory,
  type DirectoryInode,
  file,
  type Inode,
  LayeredEntries,
  link,
  OwnEntries,
} from './inode.ts';
import type { Mounted } from './path-walk.ts';
import { Disk } from './volumes.ts';

/** The files of a container, before it runs. */
export interface ContainerTree {
  readonly root: DirectoryInode;
  readonly mounted: ReadonlyMap<string, Mounted>;
}

/** The image with a layer of the container's own over it, and what is mounted. */
export function containerTree(
  spec: ContainerSpec,
  image: Image,
  programs: readonly string[],
  sandbox: SandboxOptions,
  proc: DirectoryInode,
  now: number,
): ContainerTree {
  const lower = imageRoot(image, programs);
  const root = directory(new LayeredEntries(lower.entries), now);
  const written = (text: string): Inode => file(text, now);
  const mounted = new Map<string, Mounted>([
    ['/', { inode: root, readOnly: false, device: 'overlay', type: 'overlay' }],
    ['/proc', { inode: proc, readOnly: false, device: 'proc', type: 'proc' }],
    ['/dev', { inode: devices(now), readOnly: false, device: 'tmpfs', type: 'tmpfs' }],
    ['/etc/hostname', bound(written(`${sandbox.hostname}\n`))],
    ['/etc/hosts', bound(written(hosts(sandbox)))],
    ['/etc/resolv.conf', bound(written(resolver(sandbox)))],
  ]);
  for (const { path, volume, subPath, readOnly } of spec.mounts) {
    if (!(volume instanceof Disk)) throw new Error(`a volume of other machines is mounted at ${path}`);
    const at = path.replace(/\/+$/, '') || '/';
    const { device: source, type, limit } = volume;
    const inode = volume.part(subPath);
    mounted.set(at, { inode, readOnly, device: source, type, ...(limit !== undefined && { limit }) });
  }
  for (const [path, { inode }] of mounted) makePlace(root, path, inode);
  return { root, mounted };
}

const bound = (inode: Inode): Mounted => ({ inode, readOnly: false, device: '/dev/sda1', type: 'ext4' });

/** Where something is mounted there has to be a name in the directory above. */
function makePlace(root: DirectoryInode, path: string, over: Inode): void {
  const at = path.lastIndexOf('/');
  const parent = within(root, path.slice(0, at));
  const name = path.slice(at + 1);
  if (name === '' || parent.entries.get(name)) return;
  const folder = over.kind === 'directory';
  parent.entries.set?.(name, folder ? directory(new OwnEntries(), root.modified) : file('', root.modified));
}

function devices(now: number): DirectoryInode {
  const none = (): Uint8Array => new Uint8Array();
  const entries = new OwnEntries();
  const all: Readonly<Record<string, Inode>> = {
    null: device(none),
    zero: device(() => new Uint8Array(4096)),
    full: device(none, () => {
      throw new FileError('ENOSPC', '/dev/full');
    }),
    random: device(() => new Uint8Array(256).map((_, index) => (index * 73 + 41) & 255)),
    urandom: device(() => new Uint8Array(256).map((_, index) => (index * 151 + 7) & 255)),
    stdin: link('/proc/self/fd/0', now),
    stdout: link('/proc/self/fd/1', now),
    stderr: link('/proc/self/fd/2', now),
    fd: link('/proc/self/fd', now),
    tty: device(none),
    'termination-log': file('', now, 0o666),
    shm: directory(new OwnEntries(), now, 0o1777),
    pts: directory(new OwnEntries(), now),
  };
  for (const [name, inode] of Object.entries(all)) entries.set(name, inode);
  return directory(entries, now);
}

const hosts = ({ ip, hostname }: SandboxOptions): string =>
  `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${ip}\t${hostname}\n`;

const resolver = ({ namespace }: SandboxOptions): string =>
  `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`;
