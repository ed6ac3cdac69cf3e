import { containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { podNames } from '../network/pod-names.ts';
import type { NamespaceKind } from './observed.ts';

/** With whom a container is in a namespace: all of the Pod, the node, one other container, nobody, or as the runtime has it. */
export type Together =
  | { readonly with: 'pod' | 'node' | 'nobody' | 'runtime' }
  | { readonly with: 'container'; readonly container: string };

/** One of Linux's namespaces (namespaces(7)) and who is in it together. */
export interface NamespaceView {
  readonly kind: NamespaceKind;
  readonly name: 'network' | 'IPC' | 'UTS' | 'PID' | 'mount' | 'user' | 'cgroup' | 'time';
  /**
   * `pod`: all its containers share one. `node`: they are in the node's. `container`: each has its own. `runtime`: no
   * field of a Pod says it.
   */
  readonly scope: 'pod' | 'node' | 'container' | 'runtime';
  /** What it is of. */
  readonly of: string;
  /** Who is in it, in words. */
  readonly text: string;
  /** Of UTS the hostname that the spec gives it; undefined of others, and of the node's. */
  readonly hostname: string | undefined;
  /** Containers that look into another's: ephemeral ones with a target. */
  readonly guests: readonly Guest[];
}

interface Guest {
  readonly name: string;
  readonly target: string;
}

/**
 * Which namespaces a Pod's containers share, by its spec. UTS follows the network: container
 * runtimes leave a Pod on the node's network in the node's UTS namespace too, so that it bears the
 * node's hostname. With control groups of version 1 that namespace is the node's, with version 2 most runtimes give each
 * container its own.
 */
export function podNamespaces(pod: Pod): readonly NamespaceView[] {
  const { spec } = pod;
  const host = spec?.hostNetwork === true;
  const processes = spec?.hostPID ? 'node' : spec?.shareProcessNamespace ? 'pod' : 'container';
  return [
    view('net', 'network', host ? 'node' : 'pod', 'one IP, one localhost, one set of ports'),
    view('ipc', 'IPC', spec?.hostIPC ? 'node' : 'pod', 'shared memory and semaphores'),
    uts(host, podNames(pod).hostname),
    view('pid', 'PID', processes, 'all processes see each other', guestsOf(pod, processes)),
    view('mnt', 'mount', 'container', ''),
    view('user', 'user', spec?.hostUsers === false ? 'pod' : 'node', 'its root is nobody on the node'),
    view('cgroup', 'cgroup', 'runtime', ''),
    view('time', 'time', 'node', ''),
  ];
}

/** With the hostname in it, which a Pod on the node's network has no own of. */
function uts(host: boolean, hostname: string | undefined): NamespaceView {
  const shared = hostname === undefined ? 'one hostname' : `one hostname, ${hostname}`;
  return { ...view('uts', 'UTS', host ? 'node' : 'pod', shared), hostname };
}

/** With whom a container is by the spec. */
export function togetherBySpec({ scope, guests }: NamespaceView, container: string): Together {
  const target = guests.find(({ name }) => name === container)?.target;
  if (target !== undefined) return { with: 'container', container: target };
  return { with: scope === 'container' ? 'nobody' : scope };
}

/** Where all see each other a target is nothing special. */
function guestsOf(pod: Pod, scope: NamespaceView['scope']): readonly Guest[] {
  if (scope !== 'container') return [];
  return containersOf(pod).flatMap(({ name, target }) => (target ? [{ name, target }] : []));
}

function view(
  kind: NamespaceView['kind'],
  name: NamespaceView['name'],
  scope: NamespaceView['scope'],
  shared: string,
  guests: readonly Guest[] = [],
): NamespaceView {
  const looks = guests.map((guest) => `; ${guest.name} is in that of ${guest.target}`).join('');
  return {
    kind,
    name,
    scope,
    of: OF[kind],
    text: `${TEXTS[scope](shared)}${looks}`,
    hostname: undefined,
    guests,
  };
}

const TEXTS: Readonly<Record<NamespaceView['scope'], (shared: string) => string>> = {
  pod: (shared) => `shared by all containers: ${shared}`,
  node: () => `the node's`,
  container: () => 'each container has its own',
  runtime: () => 'the runtime decides',
};

const OF: Readonly<Record<NamespaceKind, string>> = {
  net: 'IPs, ports, localhost',
  ipc: 'shared memory, semaphores',
  uts: 'hostname',
  pid: 'who sees and signals whom',
  mnt: 'files and mounts',
  user: 'who root is',
  cgroup: 'which control groups show',
  time: 'clocks since boot',
};
