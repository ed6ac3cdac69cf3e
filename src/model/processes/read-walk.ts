import { utf8 } from '../text/utf8.ts';
import { readSockets } from '../network/sockets/read-sockets.ts';
import { type IdRange, type Namespaces, readNamespaces } from '../namespaces/observed.ts';
import type { Process, Walk } from './process.ts';
import { WALK_LIMITS } from './walk-script.ts';

/** Clock ticks a second and bytes a page, as /proc counts: what Linux has on every machine that runs containers. */
const TICKS = 100;
const PAGE = 4_096;

/** What is told of a process before its arguments, by its number, as it was read. */
interface Seen {
  readonly stat: Stat;
  uid?: number | undefined;
  innerPid?: number | undefined;
  rootMount?: number | undefined;
  containerId?: string | undefined;
  podUid?: string | undefined;
  ownGroup?: boolean;
  command?: readonly string[];
  namespaces?: Namespaces | undefined;
}

/**
 * Reads what the walk's script wrote (see WALK). Undefined where that is no walk. Of what was cut off, or does not
 * read as it should, the process is left out, or the field.
 *
 * @param bytes one character a byte (latin1), since names and arguments are bytes of any kind
 */
export function readWalk(bytes: string): Walk | undefined {
  const [first = ''] = bytes.split('\n', 1);
  const [, version, shell, uptime] = /^walk (\d+) (\d{1,9}) (\d{1,12}(?:\.\d{1,6})?)$/.exec(first) ?? [];
  if (version !== '1') return undefined;
  const seen = new Map<number, Seen>();
  const body = bytes.slice(first.length);
  const heads = headsOf(body);
  readHeads(body, heads, seen);
  // What stands in arguments can look like anything.
  const told = body.slice(0, heads.find(({ section }) => section === 'cmdline')?.at);
  readGroups(told, seen);
  const namespaces = readNamespaces(told);
  for (const [pid, process] of seen) process.namespaces = namespaces.get(pid);
  readCommands(body, heads, seen);
  const own = ownTo(Number(shell), seen);
  const processes = [...seen]
    .filter(([pid]) => !own.has(pid))
    .map(([pid, told]) => processOf(pid, told, Number(uptime)))
    .sort((a, b) => b.elapsed - a.elapsed || a.pid - b.pid);
  return {
    processes,
    shell: Number(shell),
    namespaces: namespaces.get(Number(shell)) ?? {},
    users: readUsers(told),
    sockets: readSockets(told),
    cut: bytes.length >= WALK_LIMITS.bytes || body.startsWith('\ncut\n'),
  };
}

function readGroups(told: string, seen: ReadonlyMap<number, Seen>): void {
  for (const [, pid, group] of told.matchAll(/^(\d{1,9})\/cgroup:\d{1,9}:[a-z,]{0,99}:(.{0,4096})$/gm)) {
    const process = seen.get(Number(pid));
    if (process) Object.assign(process, groupOf(group ?? ''));
  }
}

function readUsers(told: string): IdRange[] {
  const lines = told.matchAll(/^\d{1,9}\/uid_map: *(\d{1,10}) +(\d{1,10}) +(\d{1,10})$/gm);
  return [...lines].map(([, ...numbers]) => {
    const [inside = 0, outside = 0, count = 0] = numbers.map(Number);
    return { inside, outside, count };
  });
}

type Section = 'stat' | 'status' | 'mountinfo' | 'cmdline';

/** A heading of `head -v`, and where what stands below it begins. */
interface Heading {
  readonly pid: number;
  readonly section: Section;
  readonly at: number;
  readonly from: number;
}

function headsOf(body: string): Heading[] {
  return [...body.matchAll(/^==> (\d{1,9})\/(stat|status|mountinfo|cmdline) <==\n/gm)].map((match) => ({
    pid: Number(match[1]),
    section: match[2] as Section,
    at: match.index,
    from: match.index + match[0].length,
  }));
}

/**
 * All but the arguments. Nothing there can look like a heading: the name of a program has 15 bytes, and the kernel
 * escapes it in `status`.
 */
function readHeads(body: string, heads: readonly Heading[], seen: Map<number, Seen>): void {
  heads.forEach(({ pid, section, from }, index) => {
    if (section === 'cmdline') return;
    const text = body.slice(from, heads[index + 1]?.at ?? from + 4_096);
    if (section === 'stat') {
      const stat = readStat(text);
      if (stat) seen.set(pid, { stat });
      return;
    }
    const process = seen.get(pid);
    if (!process) return;
    if (section === 'status') {
      process.uid = numberIn(/^Uid:\t(\d{1,10})\t/m.exec(text)?.[1]);
      process.innerPid = numberIn(/^NSpid:(?:\t\d{1,10}){1,32}\t(\d{1,10})$/m.exec(text)?.[1]);
    } else process.rootMount = numberIn(/^(\d{1,10}) /.exec(text)?.[1]);
  });
}

/**
 * A process can write headings into its own arguments. Those of others before it come too early, and of itself or later
 * ones they are not the last: so the last of each counts, from the last process on, and ends at the first of the next.
 * All that it can spoil is its own arguments, and those of the one before it.
 */
function readCommands(body: string, heads: readonly Heading[], seen: Map<number, Seen>): void {
  const byPid = new Map<number, Heading[]>();
  for (const head of heads) {
    if (head.section !== 'cmdline') continue;
    const all = byPid.get(head.pid);
    if (all) all.push(head);
    else byPid.set(head.pid, [head]);
  }
  // As the shell puts them in order.
  const order = [...seen.keys()].sort((a, b) => (`${a}/` < `${b}/` ? 1 : -1));
  let next: { readonly at: number; readonly all: readonly Heading[] } = { at: body.length, all: [] };
  for (const pid of order) {
    const all = byPid.get(pid) ?? [];
    const start = all.findLast(({ from }) => from <= next.at);
    if (!start) continue;
    const end = next.all.find(({ at }) => at >= start.from)?.at;
    const process = seen.get(pid);
    // `head` leaves a line before each heading but the first.
    if (process)
      process.command = argumentsOf(body.slice(start.from, end === undefined ? undefined : end - 1));
    next = { at: start.at, all };
  }
}

/** As they were given; a program that wrote its title over them (nginx, postgres) has one, padded. */
function argumentsOf(text: string): string[] {
  const words = text.split('\0');
  while (words.length > 0 && words.at(-1) === '') words.pop();
  return words.map(utf8);
}

interface Stat {
  readonly comm: string;
  readonly state: string;
  readonly numbers: readonly number[];
}

/** `PID (COMM) STATE PPID …`: the name can hold a `)` and line ends, so what follows begins after the last (proc_pid_stat(5)). */
function readStat(text: string): Stat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const [state = '', ...rest] = text
    .slice(close + 1)
    .trim()
    .split(' ');
  const numbers = rest.map(Number);
  // Up to rss, and one more: then rss was not cut.
  if (!/^[A-Za-z]$/.test(state) || numbers.length < 22 || numbers.some(Number.isNaN)) return undefined;
  return { comm: utf8(text.slice(open + 1, close)), state, numbers };
}

function processOf(pid: number, told: Seen, uptime: number): Process {
  const {
    stat,
    uid,
    innerPid,
    rootMount,
    containerId,
    podUid,
    ownGroup = false,
    command = [],
    namespaces = {},
  } = told;
  const [ppid = 0, pgid = 0, sid = 0] = stat.numbers;
  const at = (field: number): number => stat.numbers[field - 4] ?? 0;
  return {
    pid,
    ppid,
    pgid,
    sid,
    state: stat.state,
    comm: stat.comm,
    command,
    uid,
    threads: at(20),
    elapsed: Math.max(0, uptime - at(22) / TICKS),
    cpu: (at(14) + at(15)) / TICKS,
    rss: at(24) * PAGE,
    containerId,
    podUid,
    ownGroup,
    rootMount,
    namespaces,
    innerPid,
  };
}

/** The shell that walks is a session of its own; so are what it started, and what that started. */
function ownTo(shell: number, seen: ReadonlyMap<number, Seen>): ReadonlySet<number> {
  const own = new Set<number>([shell]);
  const children = new Map<number, number[]>();
  for (const [pid, { stat }] of seen) {
    const [ppid = 0, , sid] = stat.numbers;
    if (sid === shell) own.add(pid);
    const siblings = children.get(ppid);
    if (siblings) siblings.push(pid);
    else children.set(ppid, [pid]);
  }
  // A set that grows is gone through to its end.
  for (const pid of own) for (const child of children.get(pid) ?? []) own.add(child);
  return own;
}

/**
 * `…/pod<uid>/<id>`, `…/cri-containerd-<id>.scope`, `…/crio-<id>.scope/container`, and, where each container sees but
 * its own groups, `/` and `/../<id>`. CRI-O's monitor of a container stands in a group of its own beside it.
 */
function groupOf(group: string): Pick<Seen, 'containerId' | 'podUid' | 'ownGroup'> {
  if (/^\/+$/.test(group)) return { ownGroup: true };
  if (group.includes('crio-conmon-')) return {};
  const ids = group.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g);
  // With systemd's names of slices: pod01234567_89ab_…; of static Pods a hash, without any dash.
  const uid = /pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32}(?![0-9a-f]))/.exec(
    group,
  )?.[1];
  return { containerId: ids?.at(-1), podUid: uid?.replaceAll('_', '-') };
}

const numberIn = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);
