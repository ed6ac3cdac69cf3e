import type { Clock } from '../../time/clock.ts';
import { randomUid } from '../../api/identity.ts';
import {
  type Container,
  type ContainerSpec,
  RuntimeError,
  type Sandbox,
  type SandboxOptions,
} from './container.ts';
import { ContainerFiles, SCRIPT } from './files/container-files.ts';
import { containerTree } from './files/container-tree.ts';
import { FileError } from './files/file-system.ts';
import type { InodeNumbers } from './files/inode-numbers.ts';
import { imageNamed } from './images.ts';
import type { Networks, PodNetwork } from './network/pod-network.ts';
import { PidNamespace } from './processes/pid-namespace.ts';
import { type Namespaces, procDirectory } from './files/proc.ts';
import type { Program } from './processes/process.ts';
import { RunningContainer } from './running-container.ts';
import type { Surroundings } from './surroundings.ts';
import type { TableEntry } from './processes/table-entry.ts';
import { Task } from './processes/task.ts';
import { NOTHING, NOWHERE } from './processes/pipe.ts';

/** What all sandboxes of a cluster have together. */
export interface Ground {
  readonly clock: Clock;
  readonly random: () => number;
  readonly programs: ReadonlyMap<string, Program>;
  readonly networks: Networks;
  readonly bootedAt: number;
  readonly inodes: InodeNumbers;
  /** The next number of a namespace. */
  namespace(): number;
  /** The processes of a node, for Pods that see them. */
  nodePids(node: string): PidNamespace;
}

/** What is known of a container by its processes. */
interface Home {
  readonly spec: ContainerSpec;
  readonly mnt: number;
  container: RunningContainer | undefined;
}

/** A node's own, by the numbers of a kernel's first; control groups are the node's as where they are of version 1. */
const NODES = { net: 4026531833, ipc: 4026531839, uts: 4026531838 };
const ALWAYS_NODES = { user: 4026531837, cgroup: 4026531835, time: 4026531834 };

/** The pause container of a Pod: what its containers share. */
export class PodSandbox implements Sandbox {
  readonly id: string;
  readonly network: PodNetwork;
  private readonly shared: PidNamespace | undefined;
  private readonly spaces: Omit<Namespaces, 'mnt'>;
  private readonly homes = new Map<TableEntry, Home>();
  private readonly containers: RunningContainer[] = [];

  constructor(
    private readonly ground: Ground,
    private readonly options: SandboxOptions,
  ) {
    const { random, networks } = ground;
    this.id = (randomUid(random) + randomUid(random)).replaceAll('-', '');
    this.network = options.hostNetwork
      ? networks.join(options.hostIp)
      : networks.join(options.ip, options.dnsName);
    const next = (): number => ground.namespace();
    const [onNetwork, onIpc] = [options.hostNetwork, options.hostIpc === true];
    this.spaces = {
      net: onNetwork ? NODES.net : next(),
      ipc: onIpc ? NODES.ipc : next(),
      uts: onNetwork ? NODES.uts : next(),
      ...ALWAYS_NODES,
    };
    if (options.hostPid) this.shared = ground.nodePids(options.node);
    else if (options.shareProcessNamespace) this.shared = this.withPause(new PidNamespace(next()));
  }

  start(spec: ContainerSpec): Container {
    const { ground, options } = this;
    const image = imageNamed(spec.image);
    const now = ground.clock.now();
    const home: Home = { spec, mnt: ground.namespace(), container: undefined };
    const container = new RunningContainer(spec, this.around(home, now), ground.clock);
    home.container = container;
    const argv = [
      ...(spec.command ?? image.entrypoint),
      ...(spec.args ?? (spec.command ? [] : image.command)),
    ];
    const env = new Map([
      ...Object.entries(image.env),
      ['HOSTNAME', options.hostname] as const,
      ['HOME', '/root'] as const,
      ...spec.env,
    ]);
    try {
      container.start(argv, env, spec.workingDir ?? image.workingDir);
    } catch (error) {
      throw error instanceof FileError ? startError(argv[0] ?? '', error) : error;
    }
    this.containers.push(container);
    return container;
  }

  stop(): void {
    for (const container of this.containers) container.kill('SIGKILL');
    if (!this.options.hostNetwork) this.ground.networks.leave(this.options.ip);
  }

  private around(home: Home, now: number): Surroundings {
    const { ground, options, network } = this;
    const { spec } = home;
    const image = imageNamed(spec.image);
    const target = this.containers.find(({ id }) => id === spec.targetId);
    const pids = this.shared ?? target?.pids ?? new PidNamespace(ground.namespace());
    let mounted: ReturnType<typeof containerTree>['mounted'] = new Map();
    const proc = procDirectory({
      pids,
      network,
      now: () => ground.clock.now(),
      bootedAt: ground.bootedAt,
      mounts: () =>
        [...mounted].map(([path, { device, type, readOnly }]) => ({ device, path, type, readOnly })),
      namespaces: (task) => ({ ...this.spaces, mnt: this.homes.get(task)?.mnt ?? 4026531841 }),
      cgroup: (task) =>
        `/kubepods/besteffort/pod${options.podUid}/${this.homes.get(task)?.spec.id ?? this.id}`,
      memoryLimit: (task) => this.homes.get(task)?.spec.memoryLimit,
    });
    const tree = containerTree(spec, image, [...ground.programs.keys()], options, proc, now);
    mounted = tree.mounted;
    const uid = spec.user ?? 0;
    const files = (self: () => number): ContainerFiles =>
      new ContainerFiles(tree.root, tree.mounted, () => ground.clock.now(), uid, self, ground.inodes);
    const all = files(() => 1);
    return {
      containerId: spec.id,
      clock: ground.clock,
      random: ground.random,
      hostname: options.hostname,
      network,
      pids,
      filesFor: files,
      lookUp: (name, task) => lookUp(name, task, all, ground.programs),
      taskStarted: (task) => {
        this.homes.set(task, home);
        home.container?.joined(task);
      },
      memoryChanged: () => home.container?.checkMemory(),
      taskEnded: (task) => {
        home.container?.left(task);
        this.homes.delete(task);
      },
    };
  }

  /** A shared namespace's first process is pause: all others are its children. */
  private withPause(pids: PidNamespace): PidNamespace {
    const { ground, options, network } = this;
    const files = new ContainerFiles(
      procDirectory({
        pids,
        network,
        now: () => 0,
        bootedAt: 0,
        mounts: () => [],
        namespaces: () => ({ ...this.spaces, mnt: 0 }),
        cgroup: () => '/',
        memoryLimit: () => undefined,
      }),
      new Map(),
      () => 0,
      0,
      () => 1,
      ground.inodes,
    );
    const around: Surroundings = {
      containerId: this.id,
      clock: ground.clock,
      random: ground.random,
      hostname: options.hostname,
      network,
      pids,
      filesFor: () => files,
      lookUp: () => async () => 0,
      taskStarted: () => undefined,
      memoryChanged: () => undefined,
      taskEnded: () => undefined,
    };
    const start = {
      argv: ['/pause'],
      env: new Map<string, string>(),
      cwd: '/',
      stdin: NOTHING,
      stdout: NOWHERE,
      stderr: NOWHERE,
    };
    new Task(around, { ...start, terminal: undefined, parent: undefined }).name = 'pause';
    return pids;
  }
}

/** What a name runs: a path, or the first that is found along PATH. */
function lookUp(
  name: string,
  task: TableEntry,
  files: ContainerFiles,
  programs: ReadonlyMap<string, Program>,
): Program {
  const paths = name.includes('/')
    ? [name.startsWith('/') ? name : `${task.cwd}/${name}`]
    : (task.env.get('PATH') ?? '/usr/bin:/bin').split(':').map((folder) => `${folder}/${name}`);
  let failure = new FileError('ENOENT', name);
  for (const path of paths) {
    try {
      const program = files.program(path);
      const found = programs.get(program === SCRIPT ? 'sh' : program);
      if (found) return program === SCRIPT ? interpreted(found, path) : found;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.code === 'EACCES') failure = error;
    }
  }
  throw failure;
}

const interpreted =
  (shell: Program, path: string): Program =>
  (process) => {
    const argv = ['sh', path, ...process.argv.slice(1)];
    return shell(Object.create(process, { argv: { value: argv } }) as typeof process);
  };

function startError(name: string, error: FileError): RuntimeError {
  const quoted = JSON.stringify(name);
  const missing = name.includes('/')
    ? `exec: ${quoted}: stat ${name}: no such file or directory`
    : `exec: ${quoted}: executable file not found in $PATH`;
  const why = error.code === 'EACCES' ? `exec: ${quoted}: permission denied` : missing;
  const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${why}: unknown`;
  return new RuntimeError('StartError', message, 128);
}
