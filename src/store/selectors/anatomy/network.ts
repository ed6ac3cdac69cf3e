import type { ListFeed } from '../../../model/feed.ts';
import { type KindId, NETWORK_KINDS } from '../../../model/kinds/kinds.ts';
import type { Listener } from '../../../model/network/sockets/listeners.ts';
import type { Peer } from '../../../model/network/sockets/observed.ts';
import { type NetworkOfPod, networkOfPod } from '../../../model/network/pod-network.ts';
import { type PodServices, podServices, regardless } from '../../../model/network/pod-services.ts';
import { podNames } from '../../../model/network/pod-names.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { madeOnce } from '../../kept.ts';
import type { State } from '../../state.ts';
import { fedBy, listInNamespace } from '../lists.ts';
import { seenOf } from './walk.ts';

export type NetworkKind = (typeof NETWORK_KINDS)[number];

/** The list of a kind in the namespace of a Pod, whatever is listed elsewhere. */
export const networkFeed = <K extends KindId>({ metadata }: Pod, kind: K): ListFeed<K> =>
  listInNamespace(metadata.namespace, kind);

/** What the network of a Pod is told from. */
export function networkFeeds(pod: Pod): readonly ListFeed[] {
  return NETWORK_KINDS.map((kind: KindId) => networkFeed(pod, kind));
}

const NETWORK = madeOnce<NetworkOfPod>();
const LEADING = madeOnce<PodServices>();
const REGARDLESS = madeOnce<readonly string[]>();

/** The Services and slices there are; until all slices are there nobody is missing in them. */
function servicesFor(state: State, pod: Pod) {
  const { data: services, complete } = fedBy(state, networkFeed(pod, 'services'));
  const listed = fedBy(state, networkFeed(pod, 'endpointslices'));
  return { services, loading: !complete, slices: listed.complete ? listed.data : undefined };
}

/** The Services that lead to a Pod. The verdict asks for no more of its network, with every frame. */
function leadingTo(state: State, pod: Pod): PodServices {
  const { services, slices } = servicesFor(state, pod);
  return state.cluster.kept.once(LEADING, [pod, services, slices], () =>
    podServices(pod, services?.values() ?? [], slices?.values()),
  );
}

/** Made once for a Pod and the lists there are: panes ask several times a frame. */
export function networkOf(state: State, pod: Pod): NetworkOfPod {
  const table = <K extends KindId>(kind: K) => fedBy(state, networkFeed(pod, kind)).data;
  const { services, loading, slices } = servicesFor(state, pod);
  const policies = table('networkpolicies');
  const ingresses = table('ingresses');
  const routes = table('httproutes');
  const walks = seenOf(state, pod)?.walks;
  const from = [pod, services, loading, slices, policies, ingresses, routes, walks];
  return state.cluster.kept.once(NETWORK, from, () => {
    const sources = {
      services: services?.values(),
      loading,
      slices: slices?.values(),
      policies: policies?.values(),
      ingresses: ingresses?.values(),
      routes: routes?.values(),
      walks,
    };
    return networkOfPod(pod, sources, leadingTo(state, pod));
  });
}

/** The Services that send a Pod traffic also where it is not ready; undefined where no tab asked for Services. */
export function regardlessOf(state: State, pod: Pod): readonly string[] | undefined {
  // Where none are listed, nothing is worked out for every frame.
  if (!fedBy(state, networkFeed(pod, 'services')).complete) return undefined;
  const leading = leadingTo(state, pod);
  return state.cluster.kept.once(REGARDLESS, [leading], () => regardless(leading));
}

/** What listens in a Pod, as a walk saw it; undefined before one was made. */
export const listenersSeen = (state: State, pod: Pod): readonly Listener[] | undefined =>
  // Without a walk nothing is worked out for every frame.
  seenOf(state, pod) ? networkOf(state, pod).observed?.listeners : undefined;

const TROUBLES = madeOnce<readonly string[]>();
const NO_TROUBLES: readonly string[] = [];

/** What a walk saw of a Pod's ports that keeps Services and probes from it; none before one was made. */
export function portTroubles(state: State, pod: Pod): readonly string[] {
  // Without a walk nothing is worked out for every frame.
  if (!seenOf(state, pod)) return NO_TROUBLES;
  const { ports, observed } = networkOf(state, pod);
  return state.cluster.kept.once(TROUBLES, [ports, observed], () =>
    observed
      ? ports.flatMap(({ key, trouble, services, probes }) =>
          trouble !== undefined && services.length + probes.length > 0
            ? [`${key}: ${trouble} (last walk)`]
            : [],
        )
      : NO_TROUBLES,
  );
}

/** What addresses are called of those who are connected: Pods and Services that are listed, and the Pod's node. */
export function peerNames(
  state: State,
  pod: Pod,
  peers: readonly Peer[],
): (ip: string) => string | undefined {
  const names = new Map<string, string>();
  const wanted = new Set(peers.map(({ ip }) => ip));
  if (wanted.size === 0) return () => undefined;
  const name = (ips: readonly (string | undefined)[], text: string): void => {
    for (const ip of ips) if (ip !== undefined && wanted.has(ip)) names.set(ip, text);
  };
  name(podNames(pod).hostIps, `node ${pod.spec?.nodeName ?? ''}`);
  for (const { metadata, status, spec } of state.cluster.tables.pods.values()) {
    // Those of the node's network share the address of the node.
    if (!spec?.hostNetwork)
      name(
        (status?.podIPs ?? []).map(({ ip }) => ip),
        `Pod ${metadata.name}`,
      );
  }
  for (const { metadata, spec } of fedBy(state, networkFeed(pod, 'services')).data?.values() ?? []) {
    name(spec?.clusterIPs ?? [], `Service ${metadata.name}`);
  }
  return (ip) => names.get(ip);
}
