import type { OwnerResult } from '../../model/connection.ts';
import { type Cluster, unheardCluster, type WalkedOwner } from '../cluster.ts';
import { feedsAfterMove } from '../feeds.ts';
import { placeIn, type Selection } from '../look.ts';
import { selectedPod } from '../selectors/selected/selected-pod.ts';
import { type State, withLook, withPlace } from '../state.ts';

export function withOwners(owners: Cluster['owners'], results: readonly OwnerResult[]): Cluster['owners'] {
  const next = new Map<string, WalkedOwner>(owners);
  for (const { uid, ref, ...found } of results) {
    const { apiVersion, kind } = ref;
    next.set(uid, { apiVersion, kind, ...found });
  }
  return next;
}

/** Another namespace is another set of objects: nothing of the old one may stay on show. */
export function inNamespace(state: State, namespace: string | undefined): State {
  if (namespace === state.look.place.namespace) return withPlace(state, { scope: undefined });
  const { cluster } = state;
  const selection = stillThere(state, namespace);
  const place = { ...placeIn(namespace), folds: state.look.place.folds, selection };
  const look = { ...state.look, place, wanted: undefined };
  const { generation, serverVersion, capabilities, usage } = cluster;
  const anew = { ...unheardCluster(cluster.context), generation, serverVersion, capabilities, usage };
  // What is not of a namespace (their list) is kept fed.
  return { ...state, cluster: { ...anew, ...feedsAfterMove(cluster, state.look, look) }, look };
}

/** The selection where its Pod is in that namespace too; where it turns out not to be, the complete list lets it go. */
function stillThere(state: State, namespace: string | undefined): Selection {
  const { deleted, ...selection } = state.look.place.selection;
  const pod = deleted ? undefined : selectedPod(state);
  if (!pod || (namespace !== undefined && pod.metadata.namespace !== namespace)) return {};
  return { ...selection, pod: pod.metadata.uid };
}

/** Another context is another cluster, in the place where it was left. */
export function inContext(state: State, name: string): State {
  const { cluster, look } = state;
  const context = look.contexts.find((candidate) => candidate.name === name);
  if (!context || name === cluster.context) return state;
  const place = look.places.get(name) ?? placeIn(context.namespace);
  const places = new Map(look.places).set(cluster.context, look.place);
  return withLook({ ...state, cluster: unheardCluster(name) }, { place, places, wanted: undefined });
}
