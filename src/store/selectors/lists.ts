import { feedKey, type ListFeed } from '../../model/feed.ts';
import type { WatchScope } from '../../model/connection.ts';
import { onceEachText } from '../../model/once-each.ts';
import { CLUSTER_KINDS, KIND_IDS, type KindId } from '../../model/kinds/kinds.ts';
import { type Fed, type Standing, unheardFeed } from '../cluster.ts';
import type { Feed } from '../../model/feed.ts';
import type { Look } from '../look.ts';
import type { State } from '../state.ts';

type Lists = { readonly [K in KindId]: ListFeed<K> };

const listsOf = (scope: WatchScope): Lists =>
  Object.fromEntries(KIND_IDS.map((kind) => [kind, { type: 'list', kind, scope }])) as unknown as Lists;

// Each list is one object, however often it is asked for: so its key is written once.
const EVERYWHERE = listsOf({});
const inNamespace = onceEachText((namespace) => listsOf({ namespace }));
const labelled = onceEachText((labelSelector) => ({
  everywhere: listsOf({ labelSelector }),
  inNamespace: onceEachText((namespace) => listsOf({ namespace, labelSelector })),
}));

const named = onceEachText((namespace) =>
  onceEachText((name) => listsOf({ namespace, fieldSelector: `metadata.name=${name}` })),
);

const ALL = { everywhere: EVERYWHERE, inNamespace };

/** The list of a kind where the user is: of the namespace, and Pods by the labels asked for. */
export function listIn<K extends KindId>({ place, labelSelector }: Look, kind: K): ListFeed<K> {
  if (kind === 'pods' && place.alone !== undefined && place.namespace !== undefined)
    return named(place.namespace)(place.alone)[kind];
  const { everywhere, inNamespace: within } =
    labelSelector !== undefined && kind === 'pods' ? labelled(labelSelector) : ALL;
  const isWithin = place.namespace !== undefined && !CLUSTER_KINDS.has(kind);
  return (isWithin ? within(place.namespace) : everywhere)[kind];
}

/** The list of a kind in a namespace, wherever the user is; '' or undefined is none (a cluster's own). */
export const listInNamespace = <K extends KindId>(namespace: string | undefined, kind: K): ListFeed<K> =>
  (namespace ? inNamespace(namespace) : EVERYWHERE)[kind];

/** Those lists of several kinds: what most panes need. Their rows are `cluster.tables`. */
export function lists({ look }: State, ...kinds: readonly KindId[]): readonly ListFeed[] {
  return kinds.map((kind) => listIn(look, kind));
}

/** How a feed stands and what it brought; of one that is not open, that nothing is known. */
export function fedBy<D>({ cluster }: State, feed: Feed<D>): Fed<D> {
  return (cluster.feeds.get(feedKey(feed)) as Fed<D> | undefined) ?? unheardFeed(feed);
}

/** How the list of a kind stands where the user is. */
export function standingOf(state: State, kind: KindId): Standing {
  return fedBy(state, listIn(state.look, kind));
}

/**
 * Whether the first Pods of where the user is are still to come. Until then nothing else is listed: each further list
 * costs a connection of its own, and what it is made of is of no use before there are Pods.
 */
export function podsAreAwaited(state: State): boolean {
  const { complete, connection } = standingOf(state, 'pods');
  return !complete && connection !== 'failed' && state.cluster.tables.pods.size === 0;
}

/** Whether the first Pod is still to come, and is what a key is about: no object was named that is looked for. */
export const firstPodIsAwaited = (state: State): boolean =>
  state.look.wanted === undefined && podsAreAwaited(state);
