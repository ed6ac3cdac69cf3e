import type { Pod } from '../../kinds/objects.ts';
import { containersOf } from '../../pod/containers.ts';
import { groupBy } from '../../table/group-by.ts';
import { type Attribution, attributions, PAUSE } from '../../processes/attribution.ts';
import { startedSince } from '../../processes/process-groups.ts';
import type { Process } from '../../processes/process.ts';
import type { Walks } from '../../processes/walked.ts';
import { isLoopback } from '../address-text.ts';
import { portKey } from '../declared-ports.ts';
import type { Listener, SocketOwner } from './listeners.ts';
import type { Socket, Sockets } from './sockets.ts';

/** What a walk saw of a Pod's network. */
export interface ObservedNetwork {
  readonly listeners: readonly Listener[];
  readonly unix: readonly UnixListener[];
  readonly peers: readonly Peer[];
}

export interface UnixListener {
  readonly path: string;
  readonly owners: readonly SocketOwner[];
}

/** Connections to or from one address, at one port: the Pod's own of what comes in, the other's of what goes out. */
export interface Peer {
  readonly way: 'in' | 'out';
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
  readonly count: number;
  /** The Pod speaks with itself. */
  readonly within: boolean;
  readonly owners: readonly SocketOwner[];
}

/**
 * The sockets of a Pod with whose they are. All containers of a Pod are in one network, so that each walk tells of the
 * same sockets, and which of its own processes hold which. On the node's network only those count that the Pod's own
 * processes hold. Undefined where no walk tells of sockets.
 */
export function observedNetwork(pod: Pod, walks: Walks): ObservedNetwork | undefined {
  const { tables, holders, unknown } = gathered(pod, walks);
  const [table] = tables;
  if (!table) return undefined;
  const onNode = pod.spec?.hostNetwork === true;
  const holdersOf = (inode: number): readonly SocketOwner[] => holders.get(inode) ?? [];
  const isOwn = ({ inode }: { readonly inode: number }): boolean => !onNode || holdersOf(inode).length > 0;
  const inet = table.inet.filter(isOwn);
  const listeners = listenersOf(inet.filter(listens), holdersOf, unknown);
  return {
    listeners,
    unix: table.unix
      .filter(isOwn)
      .map(({ path, inode }) => ({ path, owners: firstOfEach(holdersOf(inode)) })),
    peers: peersOf(pod, inet, listeners, holdersOf),
  };
}

/** Above these the kernel takes what nobody asked for: sockets of UDP there are those of clients (ip_local_port_range). */
const EPHEMERAL = 32_768;

const listens = ({ protocol, state, local }: Socket): boolean =>
  state === 'listening' && (protocol === 'TCP' || local.port < EPHEMERAL);

function gathered(pod: Pod, walks: Walks) {
  const tables = new Map<Sockets, Map<number, Attribution>>();
  const seen = new Map<string, boolean>();
  for (const attribution of attributions(pod, walks)) {
    const { container, process, sockets } = attribution;
    if (container === PAUSE) continue;
    // Where its namespaces may not be read, what it holds may not be either: the kernel asks for the same rights.
    const readable = Object.keys(process.namespaces).length > 0 || process.state === 'Z';
    seen.set(container, (seen.get(container) ?? true) && readable);
    if (!sockets) continue;
    const known = tables.get(sockets) ?? new Map<number, Attribution>();
    tables.set(sockets, known.set(process.pid, attribution));
  }
  const holders = new Map<number, readonly SocketOwner[]>();
  for (const [{ held }, byPid] of tables) {
    for (const [inode, pids] of held) {
      // What a process listens on its children have too: it came before them.
      const found = pids.toSorted((a, b) => a - b).flatMap((pid) => byPid.get(pid) ?? []);
      holders.set(inode, [...(holders.get(inode) ?? []), ...found.map(ownerOf)]);
    }
  }
  const running = containersOf(pod).filter(({ state }) => state.kind === 'running');
  // Who was not seen may hold as much as who may not be looked into.
  const denied = running.map(({ name }) => name).filter((name) => seen.get(name) !== true);
  const started = startedSince(pod, walks);
  const unknown: Unknown = {
    candidates: denied,
    startedSince: denied.filter((name) => started.includes(name)),
  };
  return { tables: [...tables.keys()], holders, unknown };
}

const ownerOf = ({ container, process }: Attribution): SocketOwner => ({
  container,
  pid: process.pid,
  name: nameOf(process),
});

const nameOf = ({ comm, command }: Process): string => comm || command[0] || '?';

type HoldersOf = (inode: number) => readonly SocketOwner[];

type Unknown = Pick<Listener, 'candidates' | 'startedSince'>;
const KNOWN: Unknown = { candidates: [], startedSince: [] };

function listenersOf(
  sockets: readonly Socket[],
  holdersOf: HoldersOf,
  unknown: Unknown,
): readonly Listener[] {
  return [...groupBy(sockets, ({ protocol, local }) => portKey(local.port, protocol)).values()].flatMap(
    (same) => {
      const [first] = same;
      if (!first) return [];
      const addresses = [...new Set(same.map(({ local }) => local.ip))];
      const holders = same.flatMap(({ inode }) => holdersOf(inode));
      const owners = firstOfEach(holders);
      return [
        {
          port: first.local.port,
          protocol: first.protocol,
          addresses,
          local: addresses.every(isLoopback),
          owners,
          holders,
          ...(owners.length === 0 ? unknown : KNOWN),
        },
      ];
    },
  );
}

function firstOfEach(owners: readonly SocketOwner[]): readonly SocketOwner[] {
  return [...new Map(owners.toReversed().map((owner) => [owner.container, owner])).values()].toReversed();
}

function peersOf(
  pod: Pod,
  sockets: readonly Socket[],
  listeners: readonly Listener[],
  holdersOf: HoldersOf,
): readonly Peer[] {
  const own = new Set((pod.status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []));
  const listening = new Set(listeners.map(({ port, protocol }) => portKey(port, protocol)));
  const peers = sockets
    .filter(({ state }) => state === 'established')
    .flatMap((socket) => {
      const { protocol, local, remote, inode } = socket;
      const way = listening.has(portKey(local.port, protocol)) ? ('in' as const) : ('out' as const);
      const within = isLoopback(remote.ip) || own.has(remote.ip);
      // Of what the Pod says to itself both ends are its own: one is enough.
      if (within && way === 'in') return [];
      const port = way === 'in' ? local.port : remote.port;
      return [{ way, ip: remote.ip, port, protocol, within, owners: holdersOf(inode) }];
    });
  return [
    ...groupBy(peers, ({ way, ip, port, protocol }) => `${way} ${ip} ${portKey(port, protocol)}`).values(),
  ]
    .flatMap((same) => {
      const [first] = same;
      return first
        ? [{ ...first, count: same.length, owners: firstOfEach(same.flatMap(({ owners }) => owners)) }]
        : [];
    })
    .sort((a, b) => b.count - a.count || (a.ip < b.ip ? -1 : 1));
}
