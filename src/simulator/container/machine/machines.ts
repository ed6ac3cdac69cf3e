import type { Clock } from '../../time/clock.ts';
import type { Machines, SandboxOptions, Volume } from './container.ts';
import { imageNamed } from './images.ts';
import { Networks } from './network/pod-network.ts';
import { PidNamespace } from './processes/pid-namespace.ts';
import { type Ground, PodSandbox } from './pod-sandbox.ts';
import type { Program } from './processes/process.ts';
import { InodeNumbers } from './files/inode-numbers.ts';
import { Disk } from './files/volumes.ts';

export interface MachinesOptions {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** What runs, by the names that programs have in images. */
  readonly programs: ReadonlyMap<string, Program>;
}

/** A kernel's first process namespace. */
const NODE_PIDS = 4026531836;

/** The namespaces of the nodes themselves come first. */
const FIRST_NAMESPACE = 4026532200;

/** The images, disks and networks of all nodes. */
export function createMachines({ clock, random, programs }: MachinesOptions): Machines {
  const networks = new Networks();
  const disks = new Map<string, Disk>();
  const nodes = new Map<string, PidNamespace>();
  let namespaces = FIRST_NAMESPACE;
  const namespace = (): number => (namespaces += 1);
  const ground: Ground = {
    clock,
    random,
    programs,
    networks,
    bootedAt: clock.now() - 86_400_000,
    inodes: new InodeNumbers(),
    namespace,
    nodePids: (node) => {
      const pids = nodes.get(node) ?? new PidNamespace(NODE_PIDS);
      nodes.set(node, pids);
      return pids;
    },
  };
  const kept = (key: string): Volume => {
    const disk = disks.get(key) ?? new Disk('/dev/sda1', 'ext4', clock.now);
    disks.set(key, disk);
    return disk;
  };
  return {
    pull: (image) => imageNamed(image).id,
    sandbox: (options: SandboxOptions) => new PodSandbox(ground, options),
    emptyDirectory: ({ memory, sizeLimit }) =>
      memory ? new Disk('tmpfs', 'tmpfs', clock.now, sizeLimit) : new Disk('/dev/sda1', 'ext4', clock.now),
    hostPath: (node, path) => kept(`${node}:${path}`),
    disk: (name) => kept(`disk:${name}`),
  };
}
