import type { Pod } from '../objects.ts';
import type { Walks } from '../processes/walked.ts';
import type { EndpointSlice, HttpRoute, Ingress, NetworkPolicy, Service } from './objects.ts';
import { type ObservedNetwork, observedNetwork } from './observed.ts';
import { type PodNames, podNames } from './pod-names.ts';
import { type PodServices, podServices } from './pod-services.ts';
import { podPolicies, type PolicyView } from './policies.ts';
import { type PortRow, portRows } from './port-rows.ts';
import { type RouteView, routesTo } from './routes.ts';

/** All that is known of a Pod's network. */
export interface NetworkOfPod {
  readonly names: PodNames;
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
  readonly slices: Iterable<EndpointSlice> | undefined;
  readonly policies: Iterable<NetworkPolicy> | undefined;
  readonly ingresses: Iterable<Ingress> | undefined;
  readonly routes: Iterable<HttpRoute> | undefined;
  readonly walks: Walks | undefined;
}

export function networkOfPod(pod: Pod, sources: NetworkSources): NetworkOfPod {
  const leading = podServices(pod, sources.services ?? [], sources.slices);
  const observed = sources.walks && observedNetwork(pod, sources.walks);
  const names = new Set(leading.services.map(({ name }) => name));
  return {
    names: podNames(pod),
    observed,
    ports: portRows(pod, leading.services, observed?.listeners),
    services: leading,
    policies: podPolicies(pod, sources.policies ?? []),
    routes: routesTo(names, sources.ingresses ?? [], sources.routes ?? []),
  };
}
