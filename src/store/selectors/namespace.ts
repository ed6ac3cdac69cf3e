import type { NamespaceFeed } from '../../model/feed.ts';
import { onceEachText } from '../../model/once-each.ts';
import type { State } from '../state.ts';
import { fedBy, standingOf } from './lists.ts';

const feedOf = onceEachText((namespace): NamespaceFeed => ({ type: 'namespace', namespace }));

/** What tells whether the namespace that is looked at exists: asked where nothing of it is seen. */
export function namespaceFeeds(state: State): readonly NamespaceFeed[] {
  const { namespace } = state.look.place;
  if (namespace === undefined || state.cluster.tables.pods.size > 0) return [];
  const { complete, connection } = standingOf(state, 'pods');
  return complete || connection === 'failed' ? [feedOf(namespace)] : [];
}

/** Whether a namespace is known not to exist, since it was asked for, or from the list of all. Of what may not be known nothing is claimed. */
export function lacksNamespace(state: State, namespace: string): boolean {
  const { data } = fedBy(state, feedOf(namespace));
  if (data !== undefined) return !data;
  const { complete, connection } = standingOf(state, 'namespaces');
  if (!complete || connection !== 'live') return false;
  for (const { metadata } of state.cluster.tables.namespaces.values())
    if (metadata.name === namespace) return false;
  return true;
}

/** The names of those that are listed. */
export const namespaceNames = ({ cluster }: State): readonly string[] =>
  Array.from(cluster.tables.namespaces.values(), ({ metadata }) => metadata.name);

/** The namespaces that are known without a list of them, which may not be had: the one looked at, and the context's own. */
export function ownNamespaces({ cluster, look }: State): readonly string[] {
  const context = look.contexts.find(({ name }) => name === cluster.context);
  return [look.place.namespace, context?.namespace].filter((name) => name !== undefined);
}
