import type { Pod } from '../kinds/objects.ts';
import { own } from '../own.ts';
import { portNumber } from './declared-ports.ts';
import type { Endpoint, EndpointSlice, Service, ServicePort, SlicePort } from './objects.ts';

/** A Service that leads to a Pod. */
export interface ServiceView {
  readonly name: string;
  /** `ClusterIP`, `NodePort`, `LoadBalancer`, `headless`. */
  readonly type: string;
  readonly addresses: readonly string[];
  readonly ports: readonly ServicePortView[];
  readonly endpoint: EndpointState;
  /** Its selector does not take the Pod: somebody wrote the EndpointSlice. */
  readonly bySlice: boolean;
  /** It publishes addresses that are not ready. */
  readonly publishes: boolean;
}

export interface ServicePortView {
  readonly port: number;
  readonly protocol: string;
  readonly name: string | undefined;
  readonly nodePort: number | undefined;
  /** The Pod's port that it leads to; undefined where it is named and no container of it has a port of that name. */
  readonly target: number | undefined;
  /** As the Service says it: `http`, `8080`. */
  readonly asked: string;
}

/** Whether the Service sends anything to the Pod, as its EndpointSlices have it. `unknown`: they are not known. */
export type EndpointState = 'ready' | 'not ready' | 'draining' | 'terminating' | 'absent' | 'unknown';

/** A Service whose selector would take the Pod but for one label. */
export interface NearMiss {
  readonly name: string;
  readonly key: string;
  readonly wanted: string;
  /** The Pod's value of that label; undefined where it has none. */
  readonly has: string | undefined;
}

export interface PodServices {
  readonly services: readonly ServiceView[];
  readonly nearMisses: readonly NearMiss[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/**
 * The Services that lead to a Pod, and those that would but for one label, the nearest first. All are of the Pod's namespace.
 *
 * @param slices undefined where they are not known
 */
export function podServices(
  pod: Pod,
  services: Iterable<Service>,
  slices: Iterable<EndpointSlice> | undefined,
): PodServices {
  const held = slices && holding(pod, slices);
  const found: ServiceView[] = [];
  const near: Near[] = [];
  for (const service of services) {
    const wrong = wrongLabels(pod, service);
    const mine = held?.get(service.metadata.name);
    if (wrong?.length === 0 || mine) {
      found.push(viewOf(pod, service, held && (mine ?? []), wrong?.length !== 0));
    } else near.push(...nearOf(service, wrong ?? []));
  }
  return { services: found.sort(byName), nearMisses: nearest(near) };
}

interface Near {
  /** How many labels are as it wants them. */
  readonly right: number;
  readonly miss: NearMiss;
}

/** By its only label a Service means somebody else, unless what it says there is nearly what the Pod has. */
function nearOf({ metadata, spec }: Service, wrong: readonly Omit<NearMiss, 'name'>[]): Near[] {
  const [term, ...more] = wrong;
  const right = Object.keys(spec?.selector ?? {}).length - 1;
  if (!term || more.length > 0 || (right === 0 && !isAlike(term))) return [];
  return [{ right, miss: { name: metadata.name, ...term } }];
}

const nearest = (near: readonly Near[]): readonly NearMiss[] =>
  near
    .toSorted((a, b) => b.right - a.right || byName(a.miss, b.miss))
    .filter(({ right }, index) => right > 0 || index < MOST_BY_ONE)
    .map(({ miss }) => miss);

/** So many Services of one label are told of; of several all are. */
const MOST_BY_ONE = 3;

/** Whether one value is a part of the other, has its letters in another order, or half of it at its ends. */
function isAlike({ wanted, has }: Pick<NearMiss, 'wanted' | 'has'>): boolean {
  if (!has || !wanted) return false;
  if (has.includes(wanted) || wanted.includes(has)) return true;
  if ([...has].sort().join('') === [...wanted].sort().join('')) return true;
  const shorter = Math.min(has.length, wanted.length);
  let [start, end] = [0, 0];
  while (start < shorter && has[start] === wanted[start]) start += 1;
  while (end < shorter - start && has.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  return start + end >= Math.max(has.length, wanted.length) / 2;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

/** The terms of a Service's selector that a Pod does not fulfil; undefined where it selects nothing. */
function wrongLabels({ metadata }: Pod, { spec }: Service): Omit<NearMiss, 'name'>[] | undefined {
  const terms = Object.entries(spec?.selector ?? {});
  if (terms.length === 0 || spec?.type === 'ExternalName') return undefined;
  const { labels = {} } = metadata;
  return terms.flatMap(([key, wanted]) => {
    const has = own(labels, key);
    return has === wanted ? [] : [{ key, wanted, has }];
  });
}

/** A place of a Pod in a slice, and the slice's ports. */
interface Held {
  readonly endpoint: Endpoint;
  readonly ports: readonly SlicePort[];
}

/** Where a Pod stands in EndpointSlices, by Service. A Service may have several slices (one a family, or full ones). */
function holding({ metadata }: Pod, slices: Iterable<EndpointSlice>): ReadonlyMap<string, readonly Held[]> {
  const found = new Map<string, Held[]>();
  for (const { metadata: slice, endpoints, ports } of slices) {
    const service = slice.labels?.[SERVICE_NAME];
    if (service === undefined) continue;
    for (const endpoint of endpoints ?? []) {
      const { kind, uid, name } = endpoint.targetRef ?? {};
      if (kind !== 'Pod' || (uid === undefined ? name !== metadata.name : uid !== metadata.uid)) continue;
      const all = found.get(service);
      if (all) all.push({ endpoint, ports: ports ?? [] });
      else found.set(service, [{ endpoint, ports: ports ?? [] }]);
    }
  }
  return found;
}

/** Whether it has no address of its own: its name is the Pods' addresses in DNS. */
export const isHeadless = ({ spec }: Service): boolean => spec?.clusterIP === 'None';

/** `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`; `headless`, which has the type ClusterIP too. */
export const serviceType = (service: Service): string =>
  isHeadless(service) ? 'headless' : (service.spec?.type ?? 'ClusterIP');

function viewOf(
  pod: Pod,
  service: Service,
  held: readonly Held[] | undefined,
  bySlice: boolean,
): ServiceView {
  const { clusterIP, clusterIPs = [], ports = [] } = service.spec ?? {};
  return {
    name: service.metadata.name,
    type: serviceType(service),
    addresses: isHeadless(service) ? [] : clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [],
    ports: ports.map((port) => portView(pod, port, held ?? [])),
    endpoint: stateOf(held),
    bySlice,
    publishes: service.spec?.publishNotReadyAddresses === true,
  };
}

function portView(
  pod: Pod,
  { name, port, protocol, targetPort, nodePort }: ServicePort,
  held: readonly Held[],
): ServicePortView {
  const asked = targetPort === undefined || targetPort === 0 || targetPort === '' ? port : targetPort;
  const own = protocol || 'TCP';
  const known = held.flatMap(({ ports }) => ports).find((one) => (one.name ?? '') === (name ?? ''));
  return {
    port,
    protocol: own,
    name: name || undefined,
    nodePort: nodePort || undefined,
    target: known?.port ?? portNumber(pod, asked, own),
    asked: `${asked}`,
  };
}

/** What kube-proxy makes of the conditions: what is ready gets all, and what still serves while it ends the rest. */
function stateOf(held: readonly Held[] | undefined): EndpointState {
  if (!held) return 'unknown';
  if (held.length === 0) return 'absent';
  const conditions = held.map(({ endpoint }) => endpoint.conditions ?? {});
  if (conditions.some(({ ready = true }) => ready)) return 'ready';
  const terminating = conditions.some((condition) => condition.terminating === true);
  if (!terminating) return 'not ready';
  return conditions.some(({ serving = false }) => serving) ? 'draining' : 'terminating';
}

/** Whether a Service's port is of no container of the Pod: what comes there does not reach it, whomever else it reaches. */
export const leadsNowhere = ({ target }: ServicePortView): boolean => target === undefined;

/** Whether none of a Service's ports leads to the Pod. */
export const leadsToNobody = ({ ports }: ServiceView): boolean =>
  ports.length > 0 && ports.every(leadsNowhere);

/** The Services that send a Pod traffic also where it is not ready: they publish not-ready addresses, or their slices say so. */
export function regardless({ services }: PodServices): readonly string[] {
  return services
    .filter(
      (service) =>
        !leadsToNobody(service) &&
        (service.endpoint === 'ready' ||
          (service.endpoint === 'unknown' && service.publishes && !service.bySlice)),
    )
    .map(({ name }) => name);
}

/** The endpoint's state in words. */
export const ENDPOINT_TEXTS: Readonly<Record<EndpointState, string>> = {
  ready: 'ready',
  'not ready': 'not ready',
  draining: 'ending, still serving',
  terminating: 'ending',
  absent: 'not among its endpoints',
  unknown: '–',
};
