import type { Pod } from '../objects.ts';

/** One of Linux's namespaces (namespaces(7)) and who is in it together. */
export interface NamespaceView {
  readonly name: 'network' | 'IPC' | 'UTS' | 'PID' | 'user' | 'mount';
  /** `pod`: all its containers share one. `node`: they are in the node's. `container`: each has its own. */
  readonly scope: 'pod' | 'node' | 'container';
  /** The same in words. */
  readonly text: string;
}

/**
 * Which namespaces a Pod's containers share, by its spec. UTS follows the network: container
 * runtimes leave a Pod on the node's network in the node's UTS namespace too, so that it bears the
 * node's hostname.
 */
export function podNamespaces({ spec }: Pod): readonly NamespaceView[] {
  const host = spec?.hostNetwork === true;
  const pid = spec?.hostPID ? 'node' : spec?.shareProcessNamespace ? 'pod' : 'container';
  return [
    view('network', host ? 'node' : 'pod', 'one IP, one localhost, one set of ports'),
    view('IPC', spec?.hostIPC ? 'node' : 'pod', 'shared memory and semaphores'),
    view('UTS', host ? 'node' : 'pod', 'one hostname'),
    view('PID', pid, 'all processes see each other'),
    view('user', spec?.hostUsers === false ? 'pod' : 'node', 'its root is nobody on the node'),
    view('mount', 'container', ''),
  ];
}

function view(name: NamespaceView['name'], scope: NamespaceView['scope'], shared: string): NamespaceView {
  return { name, scope, text: TEXTS[scope](shared) };
}

const TEXTS: Readonly<Record<NamespaceView['scope'], (shared: string) => string>> = {
  pod: (shared) => `shared by all containers: ${shared}`,
  node: () => `the node's`,
  container: () => 'each container has its own',
};
