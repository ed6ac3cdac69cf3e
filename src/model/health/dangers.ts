import { addedCapabilities } from './capabilities.ts';
import { containersOf } from '../pod/containers.ts';
import { portClaims } from '../network/declared-ports.ts';
import type { Pod } from '../kinds/objects.ts';
import type { PodFacts } from './pod-facts.ts';

/**
 * What a Pod that is well does that one ought to know: ports that two of it claim, and what of the node it has in its
 * hands. The shortest first, so that as many as can be are told.
 */
export function dangers(pod: Pod, { rivals = [] }: PodFacts): readonly string[] {
  const { spec } = pod;
  const found = [
    ...doublePorts(pod),
    ...rivals.map(({ port, pod: other }) => `${other} claims port ${port} of the node too`),
  ];
  if (spec?.hostPID) found.push('hostPID');
  if (spec?.hostIPC) found.push('hostIPC');
  const privileged = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].filter(
    ({ securityContext }) => securityContext?.privileged,
  );
  if (privileged.length > 0) found.push(`privileged: ${privileged.map(({ name }) => name).join(', ')}`);
  found.push(...addedCapabilities(pod), ...volumePerils(pod));
  return found.sort((a, b) => a.length - b.length);
}

function volumePerils({ spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ name, hostPath }) => {
    const path = (hostPath as { path?: unknown } | undefined)?.path;
    const what = typeof path === 'string' ? perilOf(path) : undefined;
    return what === undefined ? [] : [`${name} is the node's ${what}`];
  });
}

/** Where container runtimes listen: who may talk to one there starts what he likes on the node. */
const RUNTIMES =
  /^\/run\/(?:docker\.sock|docker|containerd\/containerd\.sock|containerd|crio\/crio\.sock|crio)$/;

/** What a path of the node puts into a Pod's hands that makes it the node's master. */
function perilOf(path: string): string | undefined {
  const plain = path
    .slice(0, 256)
    .replace(/\/+/g, '/')
    .replace(/(?<=.)\/$/, '')
    .replace(/^\/var\/run\//, '/run/');
  if (plain === '/') return '/';
  return RUNTIMES.test(plain) ? `container runtime (${plain})` : undefined;
}

/**
 * Containers of a Pod are one host to each other: of two that listen on one port, one cannot.
 *
 * @param of a container that has to be among them
 */
export function doublePorts(pod: Pod, of?: string): string[] {
  return [...portClaims(pod)].flatMap(([port, names]) =>
    names.length > 1 && (of === undefined || names.includes(of))
      ? [`${names.join(' and ')} both claim port ${port}`]
      : [],
  );
}

/**
 * Ports of its node that a Pod claims (`10.0.0.1:80/TCP`, `80/TCP`), by a key that all who claim it have. One that is
 * on no node yet claims none: the scheduler looks for a node where they are free.
 */
export function nodePortKeys(pod: Pod): ReadonlyMap<string, string> {
  const { nodeName } = pod.spec ?? {};
  if (nodeName === undefined) return new Map();
  return new Map(hostPorts(pod).map((port) => [`port ${nodeName} ${port}`, port]));
}

/** Of a port of whatever node, by a key that all have who claim it somewhere. */
export const anyNodePortKey = (port: string): string => `port of any node ${port}`;

/** Ports of its node that a Pod asks for: `10.0.0.1:80/TCP`, `80/TCP`. */
export function hostPorts({ spec }: Pod): readonly string[] {
  const found = new Set<string>();
  for (const { ports = [] } of spec?.containers ?? [])
    for (const { hostPort, hostIP, protocol = 'TCP' } of ports)
      if (hostPort) found.add(`${hostIP && hostIP !== '0.0.0.0' ? `${hostIP}:` : ''}${hostPort}/${protocol}`);
  return [...found];
}

/** How many containers share its network now. */
export function aliveIn(pod: Pod): number {
  return containersOf(pod).filter(({ type, state }) => {
    if (type === 'init' || state.kind === 'terminated') return false;
    return type !== 'ephemeral' || state.kind === 'running';
  }).length;
}
