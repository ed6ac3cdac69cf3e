import type { Pod } from '../kinds/objects.ts';
import type { Walks } from '../processes/walked.ts';
import type { EndpointSlice, HttpRoute, Ingress, NetworkPolicy, Service } from './objects.ts';
import { type ObservedNetwork, observedNetwork } from './sockets/observed.ts';
import { dnsText } from './pod-dns.ts';
import { type PodNames, podNames } from './pod-names.ts';
import { type PodServices, podServices, regardless } from './pod-services.ts';
import { podPolicies, type PolicyView } from './policies.ts';
import { type PortRow, portRows } from './port-rows.ts';
import { type RouteView, routesTo } from './routes.ts';

/** All that is known of a Pod's network. */
export interface NetworkOfPod {
  readonly names: PodNames;
  /** What is said of its name in DNS, where it asks for one. */
  readonly dns: string | undefined;
  /** The Services that send it traffic also where it is not ready; undefined where not all Services are known. */
  readonly regardless: readonly string[] | undefined;
  /** What a walk saw of it; undefined where none was made, or tells nothing of it. */
  readonly observed: ObservedNetwork | undefined;
  readonly ports: readonly PortRow[];
  readonly services: PodServices;
  readonly policies: readonly PolicyView[];
  readonly routes: readonly RouteView[];
}

/** What there is in a Pod's namespace; undefined is what is not known. */
export interface NetworkSources {
  readonly services: Iterable<Service> | undefined;
  /** Services are still coming: who is not among them may be there. */
  readonly loading?: boolean;
  readonly slices: Iterable<EndpointSlice> | undefined;
  readonly policies: Iterable<NetworkPolicy> | undefined;
  readonly ingresses: Iterable<Ingress> | undefined;
  readonly routes: Iterable<HttpRoute> | undefined;
  readonly walks: Walks | undefined;
}

/** @param found the Services that lead to it, where who asks has found them */
export function networkOfPod(pod: Pod, sources: NetworkSources, found?: PodServices): NetworkOfPod {
  const services = sources.services && [...sources.services];
  const leading = found ?? podServices(pod, services ?? [], sources.slices);
  const all = sources.loading ? undefined : services;
  const observed = sources.walks && observedNetwork(pod, sources.walks);
  const names = new Set(leading.services.map(({ name }) => name));
  return {
    names: podNames(pod),
    dns: dnsText(pod, all, leading.services),
    regardless: all && regardless(leading),
    observed,
    ports: portRows(pod, leading.services, observed?.listeners),
    services: leading,
    policies: podPolicies(pod, sources.policies ?? []),
    routes: routesTo(names, sources.ingresses ?? [], sources.routes ?? []),
  };
}
