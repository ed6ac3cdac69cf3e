import type { OwnerResult } from '../model/connection.ts';
import type { KindId } from '../model/kinds.ts';
import { type Cluster, emptyTables, unheardCluster, type WalkedOwner } from './cluster.ts';
import { placeIn } from './look.ts';
import { type State, withCluster, withLook, withPlace } from './state.ts';

/** A watch was opened or closed. What is on show stays until the list that is loaded anew is complete. */
export function watchingChanged(state: State, kind: KindId, on: boolean): State {
  const { cluster, look } = state;
  const listed = on && cluster.kinds[kind].listed;
  const kinds: Cluster['kinds'] = {
    ...cluster.kinds,
    [kind]: { listed, connection: on ? 'connecting' : 'idle', since: look.now },
  };
  const staged = { ...cluster.staged };
  if (listed) Object.assign(staged, { [kind]: emptyTables()[kind] });
  else delete staged[kind];
  const tables = on ? cluster.tables : { ...cluster.tables, [kind]: emptyTables()[kind] };
  return withCluster(state, { kinds, staged, tables });
}

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
  const { cluster, look } = state;
  const anew = unheardCluster(cluster.context, look.now);
  return {
    cluster: {
      ...anew,
      generation: cluster.generation,
      serverVersion: cluster.serverVersion,
      // Namespaces are not of a namespace: what is known of them stays.
      tables: { ...anew.tables, namespaces: cluster.tables.namespaces },
      kinds: { ...anew.kinds, namespaces: cluster.kinds.namespaces },
    },
    look: { ...look, place: { ...placeIn(namespace), folds: look.place.folds }, wanted: undefined },
  };
}

/** Another context is another cluster, in the place where it was left. */
export function inContext(state: State, name: string): State {
  const { cluster, look } = state;
  const context = look.contexts.find((candidate) => candidate.name === name);
  if (!context || name === cluster.context) return state;
  const place = look.places.get(name) ?? placeIn(context.namespace);
  const places = new Map(look.places).set(cluster.context, look.place);
  return withLook(
    { ...state, cluster: unheardCluster(name, look.now) },
    { place, places, wanted: undefined },
  );
}
