import {
  device,
  directory,
  type DirectoryInode,
  type Entries,
  generated,
  type Inode,
  link,
  namespaceLink,
} from './inode.ts';
import type { MountEntry } from './file-system.ts';
import type { Network, Socket, SocketPlace } from '../network/network.ts';
import type { PidNamespace } from '../processes/pid-namespace.ts';
import type { TableEntry } from '../processes/table-entry.ts';

/** Numbers of the namespaces of a container, as the links in /proc/PID/ns have them. */
export interface Namespaces {
  readonly net: number;
  readonly ipc: number;
  readonly uts: number;
  readonly mnt: number;
  readonly user: number;
  readonly cgroup: number;
  readonly time: number;
}

/** What /proc is made of. */
export interface ProcSource {
  readonly pids: PidNamespace;
  readonly network: Network;
  readonly now: () => number;
  readonly bootedAt: number;
  mounts(): readonly MountEntry[];
  /** Of the container that a task is in. */
  namespaces(task: TableEntry): Namespaces;
  /** The path of a task's control group. */
  cgroup(task: TableEntry): string;
  /** Bytes that the container may use; undefined for no limit. */
  memoryLimit(task: TableEntry): number | undefined;
}

const TICKS = 100;
const PAGE = 4096;

const entries = (names: () => readonly string[], get: (name: string) => Inode | undefined): Entries => ({
  names,
  get,
});

const fixed = (all: Readonly<Record<string, Inode>>): Entries =>
  entries(
    () => Object.keys(all).sort(),
    (name) => all[name],
  );

/** `/proc` as a container sees it (proc(5)). */
export function procDirectory(source: ProcSource): DirectoryInode {
  const system = systemFiles(source);
  return directory(
    entries(
      () => [...source.pids.all().map(({ pid }) => String(pid)), ...Object.keys(system)].sort(),
      (name) => {
        const task = /^\d+$/.test(name) ? source.pids.get(Number(name)) : undefined;
        return task ? directory(taskEntries(source, task), 0, 0o555) : system[name];
      },
    ),
    0,
    0o555,
  );
}

function systemFiles(source: ProcSource): Readonly<Record<string, Inode>> {
  const uptime = (): number => (source.now() - source.bootedAt) / 1000;
  const text = (make: () => string): Inode => generated(make);
  const net = {
    tcp: text(() => tcp(source.network)),
    tcp6: text(() => `${TCP_HEAD}\n`),
    dev: text(() => DEVICES),
  };
  return {
    self: link('<self>', 0),
    mounts: link('self/mounts', 0),
    net: directory(fixed(net), 0, 0o555),
    uptime: text(() => `${uptime().toFixed(2)} ${(uptime() * 1.9).toFixed(2)}\n`),
    loadavg: text(
      () => `0.21 0.17 0.11 1/${source.pids.all().length} ${source.pids.all().at(-1)?.pid ?? 1}\n`,
    ),
    meminfo: text(() => MEMINFO),
    version: text(() => 'Linux version 6.12.48-simulated (podscope) #1 SMP PREEMPT_DYNAMIC\n'),
    cpuinfo: text(() =>
      [0, 1].map((number) => `processor\t: ${number}\nmodel name\t: Simulated CPU\n`).join('\n'),
    ),
    stat: text(() => `cpu  1200 0 800 90000 0 0 0 0 0 0\nbtime ${Math.floor(source.bootedAt / 1000)}\n`),
  };
}

function taskEntries(source: ProcSource, task: TableEntry): Entries {
  const spaces = source.namespaces(task);
  const text = (make: () => string, mode?: number): Inode => generated(make, task.startedAt, mode);
  const all = { ...spaces, pid: source.pids.inode };
  const names = Object.entries(all).map(([kind, number]) => [kind, kind, number] as const);
  const children = (['pid', 'time'] as const).map(
    (kind) => [`${kind}_for_children`, kind, all[kind]] as const,
  );
  const ns = Object.fromEntries(
    [...names, ...children].map(([name, kind, number]) => [
      name,
      namespaceLink(kind, number, task.startedAt),
    ]),
  );
  return fixed({
    stat: text(() => stat(source, task)),
    status: text(() => status(task)),
    cmdline: text(() => task.argv.map((one) => `${one}\0`).join('')),
    comm: text(() => `${task.name}\n`),
    environ: text(() => [...task.env].map(([key, value]) => `${key}=${value}\0`).join(''), 0o400),
    cgroup: text(
      () =>
        CONTROLLERS.map(
          (one, index) => `${CONTROLLERS.length - 1 - index}:${one}:${source.cgroup(task)}`,
        ).join('\n') + '\n',
    ),
    mounts: text(() => source.mounts().map(mountLine).join('\n') + '\n'),
    mountinfo: text(() => `${spaces.mnt % 100_000} 1 0:42 / / rw,relatime - overlay overlay rw\n`),
    uid_map: text(() => '         0          0 4294967295\n'),
    exe: link(`/usr/bin/${task.name}`, task.startedAt),
    cwd: link(task.cwd, task.startedAt),
    root: link('/', task.startedAt),
    ns: directory(fixed(ns), task.startedAt, 0o511),
    fd: directory(
      { names: () => descriptors(source, task).names(), get: (name) => descriptors(source, task).get(name) },
      0,
      0o500,
    ),
  });
}

/** What is written to a descriptor goes where the process writes; those above are its sockets. */
const descriptors = ({ network }: ProcSource, task: TableEntry): Entries =>
  fixed({
    ...Object.fromEntries(
      network
        .sockets()
        .filter((socket) => holds(task, socket))
        .map(({ inode }, index) => [FIRST_SOCKET + index, link(`socket:[${inode}]`, task.startedAt)]),
    ),
    0: link(task.terminal ? '/dev/pts/0' : `pipe:[${4000 + task.pid}]`, 0),
    1: device(
      () => new Uint8Array(),
      (bytes) => task.stdout.write(bytes),
    ),
    2: device(
      () => new Uint8Array(),
      (bytes) => task.stderr.write(bytes),
    ),
  });

const FIRST_SOCKET = 3;

const holds = (task: TableEntry, { holder, remote }: Socket): boolean =>
  holder === task || (remote === undefined && holder !== undefined && holder === task.forkOf);

const CONTROLLERS = [
  'name=systemd',
  'pids',
  'blkio',
  'freezer',
  'devices',
  'memory',
  'cpuset',
  'cpuacct',
  'cpu',
  '',
];

const mountLine = ({ device, path, type, readOnly }: MountEntry): string =>
  `${device} ${path} ${type} ${readOnly ? 'ro' : 'rw'},relatime 0 0`;

/** The fields of proc(5)'s /proc/PID/stat up to the resident size. */
function stat(source: ProcSource, task: TableEntry): string {
  const start = Math.floor(((task.startedAt - source.bootedAt) * TICKS) / 1000);
  const ran = Math.floor((source.now() - task.startedAt) / 1000);
  const state = task.pid === source.pids.all().at(-1)?.pid ? 'R' : 'S';
  const tty = task.terminal ? 34816 : 0;
  const cpu = Math.floor(ran / 20);
  const pages = Math.floor(task.memory / PAGE);
  const leader = leaderOf(source, task);
  const tail = `${leader} ${tty} -1 4194560 300 0 0 0 ${cpu} ${Math.floor(cpu / 2)} 0 0 20 0 1 0 ${start} ${task.memory * 3} ${pages}`;
  const zeros = Array.from({ length: 28 }, () => '0').join(' ');
  return `${task.pid} (${task.name}) ${state} ${task.parentPid} ${leader} ${tail} ${zeros}\n`;
}

/** The process that came into the container: those below it are of its group and session. */
function leaderOf(source: ProcSource, task: TableEntry): number {
  const parent = source.pids.get(task.parentPid);
  return parent && parent.pid !== task.pid ? leaderOf(source, parent) : task.pid;
}

function status(task: TableEntry): string {
  const uid = 0;
  const kib = Math.floor(task.memory / 1024);
  return [
    `Name:\t${task.name}`,
    'Umask:\t0022',
    'State:\tS (sleeping)',
    `Tgid:\t${task.pid}`,
    'Ngid:\t0',
    `Pid:\t${task.pid}`,
    `PPid:\t${task.parentPid}`,
    'TracerPid:\t0',
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `VmSize:\t${kib * 3} kB`,
    `VmRSS:\t${kib} kB`,
    'Threads:\t1',
    '',
  ].join('\n');
}

const TCP_HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

const hex = (number: number, width: number): string => number.toString(16).toUpperCase().padStart(width, '0');

/** An end of a socket: addresses are in the byte order of the machine. */
function placed({ address, port }: SocketPlace): string {
  const bytes = address.split('.').map(Number).reverse();
  return `${bytes.map((byte) => hex(byte, 2)).join('')}:${hex(port, 4)}`;
}

const ANYWHERE = { address: '0.0.0.0', port: 0 };

/** Sockets as proc_net_tcp(5) has them: 0A listens, 01 is established. */
function tcp(network: Network): string {
  const lines = network.sockets().map(({ local, remote, inode }, index) => {
    const ends = `${placed(local)} ${placed(remote ?? ANYWHERE)} ${remote ? '01' : '0A'}`;
    return `${String(index).padStart(4)}: ${ends} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0`;
  });
  return [TCP_HEAD, ...lines, ''].join('\n');
}

const DEVICES =
  'Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n    lo:    2210      26    0    0    0     0          0         0     2210      26    0    0    0     0       0          0\n  eth0:  104210    1126    0    0    0     0          0         0    90210    1026    0    0    0     0       0          0\n';

const MEMINFO =
  'MemTotal:       16384000 kB\nMemFree:         9384000 kB\nMemAvailable:   12384000 kB\nBuffers:          120000 kB\nCached:          2800000 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n';
