import { containersOf } from '../pod/containers.ts';
import { groupBy } from '../table/group-by.ts';
import type { Pod } from '../kinds/objects.ts';
import {
  type DeclaredPort,
  declaredPorts,
  portClaims,
  portKey,
  type ProbedPort,
  probedPorts,
} from './declared-ports.ts';
import type { Listener } from './sockets/listeners.ts';
import type { EndpointState, ServiceView } from './pod-services.ts';

/** A port of a Pod: who declares it, who listens there, and which Services lead there. */
export interface PortRow {
  /** `80/TCP` */
  readonly key: string;
  readonly port: number;
  readonly protocol: string;
  readonly declared: readonly DeclaredPort[];
  /** What listens there; `nobody`, or `unknown` where it was not walked. */
  readonly listener: Listener | 'nobody' | 'unknown';
  readonly services: readonly LeadingService[];
  readonly probes: readonly ProbedPort[];
  /** What is wrong with it; undefined where nothing is known to be. */
  readonly trouble: string | undefined;
}

export interface LeadingService {
  readonly name: string;
  /** The Service's own. */
  readonly port: number;
  readonly endpoint: EndpointState;
}

/**
 * The ports of a Pod, in the order of their numbers: all that are declared, listened on, asked by a probe or led to by a
 * Service.
 *
 * @param listeners undefined where nothing was walked
 */
export function portRows(
  pod: Pod,
  services: readonly ServiceView[],
  listeners: readonly Listener[] | undefined,
): readonly PortRow[] {
  const declared = groupBy(declaredPorts(pod), ({ port, protocol }) => portKey(port, protocol));
  const heard = new Map((listeners ?? []).map((one) => [portKey(one.port, one.protocol), one]));
  const probes = groupBy(probedPorts(pod), ({ port }) => portKey(port, 'TCP'));
  const leading = leadingTo(services);
  const claims = portClaims(pod);
  const keys = new Set([...declared.keys(), ...heard.keys(), ...probes.keys(), ...leading.keys()]);
  return [...keys]
    .map((key) => {
      const [port = '', protocol = ''] = key.split('/');
      const row = {
        key,
        port: Number(port),
        protocol,
        declared: declared.get(key) ?? [],
        listener: heard.get(key) ?? (listeners ? 'nobody' : 'unknown'),
        services: leading.get(key) ?? [],
        probes: probes.get(key) ?? [],
      } as const;
      return { ...row, trouble: troubleOf(pod, row, claims.get(key) ?? []) };
    })
    .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

function leadingTo(services: readonly ServiceView[]): ReadonlyMap<string, readonly LeadingService[]> {
  const all = services.flatMap(({ name, endpoint, ports }) =>
    ports.flatMap(({ port, protocol, target }) =>
      target === undefined ? [] : [{ key: portKey(target, protocol), service: { name, port, endpoint } }],
    ),
  );
  return new Map(
    [...groupBy(all, ({ key }) => key)].map(([key, found]) => [key, found.map(({ service }) => service)]),
  );
}

/** That nobody listens is alarming only where somebody comes: a Service, or a probe. */
function troubleOf(
  pod: Pod,
  { declared, listener, services, probes }: Omit<PortRow, 'trouble'>,
  claims: readonly string[],
): string | undefined {
  if (claims.length > 1) return `${claims.join(' and ')} both claim it`;
  if (listener === 'unknown') return undefined;
  const service = services[0] && `Service ${services[0].name}`;
  if (listener !== 'nobody') {
    return listener.local && service ? `on localhost only, though ${service} leads here` : undefined;
  }
  const down = declared.filter(({ container }) => !runs(pod, container));
  if (down.length > 0 && down.length === declared.length) return undefined;
  const probe = probes.find(({ container }) => runs(pod, container));
  const who = service ?? (probe && `the ${probe.probe} probe of ${probe.container}`);
  return who && `nobody listens, though ${who} ${service ? 'leads' : 'asks'} here`;
}

const runs = (pod: Pod, container: string): boolean =>
  containersOf(pod).some(({ name, state }) => name === container && state.kind === 'running');

/** The containers that a port belongs to: those that declare it, and those that listen there. */
export function containersOfPort({ declared, listener }: PortRow): ReadonlySet<string> {
  const listening = typeof listener === 'string' ? [] : listener.owners.map(({ container }) => container);
  return new Set([...declared.map(({ container }) => container), ...listening]);
}
