import { utf8 } from '../../text/utf8.ts';
import { addressText } from '../address-text.ts';
import type { Socket, SocketEnd, Sockets, UnixSocket } from './sockets.ts';

/**
 * Reads what a walk's `grep -H` of /proc/net and its `ls -ln` of /proc/PID/fd wrote (proc_net(5), proc_pid_fd(5)).
 * Undefined where there is nothing of it. What does not read as it should is left out.
 */
export function readSockets(section: string): Sockets | undefined {
  const lines = section.split('\n');
  if (!lines.some((line) => line.startsWith('net/'))) return undefined;
  return { inet: lines.flatMap(inetSocket), unix: unixSockets(lines), held: readHolders(lines) };
}

const END = '([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})';
const INET = new RegExp(
  `^net/(tcp|udp)6?: *\\d{1,9}: ${END} ${END} ([0-9A-F]{2}) [0-9A-F:]{17} [0-9A-F]{2}:[0-9A-F]{8} [0-9A-F]{8} +\\d{1,10} +\\d{1,10} (\\d{1,15})(?: |$)`,
);

function inetSocket(line: string): Socket[] {
  const [, kind, ip = '', port = '', otherIp = '', otherPort = '', state = '', inode] = INET.exec(line) ?? [];
  if (kind === undefined) return [];
  const protocol = kind === 'tcp' ? 'TCP' : 'UDP';
  const remote = endOf(otherIp, otherPort);
  return [
    {
      protocol,
      state: stateOf(protocol, state, remote),
      local: endOf(ip, port),
      remote,
      inode: Number(inode),
    },
  ];
}

const endOf = (ip: string, port: string): SocketEnd => ({ ip: addressText(ip), port: parseInt(port, 16) });

/** include/net/tcp_states.h: 0A listens, 01 is established; a UDP socket without another end is 07, as if it were closed. */
function stateOf(protocol: Socket['protocol'], state: string, remote: SocketEnd): Socket['state'] {
  if (state === '01') return 'established';
  const waits = protocol === 'TCP' ? state === '0A' : state === '07' && remote.port === 0;
  return waits ? 'listening' : 'other';
}

/** Num: RefCount Protocol Flags Type St Inode Path; of the flags, `SO_ACCEPTCON` is that it listens. */
const UNIX =
  /^net\/unix:[0-9a-f]{8,16}: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) [0-9A-F]{4} [0-9A-F]{2} +(\d{1,15}) (.*)$/;
const LISTENS = 0x10000;

/** A path may hold line ends: what begins no socket belongs to the one before. */
function unixSockets(lines: readonly string[]): UnixSocket[] {
  const found: { path: string; inode: number }[] = [];
  let last: { path: string; inode: number } | undefined;
  for (const line of lines) {
    if (!line.startsWith('net/unix:')) continue;
    const [, flags, inode, path = ''] = UNIX.exec(line) ?? [];
    if (flags !== undefined) {
      last = parseInt(flags, 16) & LISTENS ? { path, inode: Number(inode) } : undefined;
      if (last) found.push(last);
    } else if (/^net\/unix:[0-9a-f]{8,16}: /.test(line)) last = undefined;
    else if (last) last.path += `\n${line.slice('net/unix:'.length)}`;
  }
  return found.map(({ path, inode }) => ({ path: utf8(path), inode }));
}

/** A process can open a file whose name looks like a heading: those that do not come in the shell's order are none. */
function readHolders(lines: readonly string[]): ReadonlyMap<number, readonly number[]> {
  const held = new Map<number, number[]>();
  let holder: string | undefined;
  for (const line of lines) {
    const [, pid] = /^(\d{1,9})\/fd:$/.exec(line) ?? [];
    if (pid !== undefined && (holder === undefined || `${pid}/` > `${holder}/`)) holder = pid;
    const [, inode] = /^l.{0,200} -> socket:\[(\d{1,15})\]$/.exec(line) ?? [];
    if (inode === undefined || holder === undefined) continue;
    const pids = held.get(Number(inode));
    if (!pids) held.set(Number(inode), [Number(holder)]);
    else if (!pids.includes(Number(holder))) pids.push(Number(holder));
  }
  return held;
}
