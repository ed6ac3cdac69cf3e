import type { ApiKind } from '../../../model/kinds/api-kind.ts';
import type { KindFeed, ListFeed } from '../../../model/feed.ts';
import type { NoKind } from '../../../model/kinds/no-kind.ts';
import { onceEachText } from '../../../model/once-each.ts';
import { builtInKind } from '../../../model/owners/kind-match.ts';
import type { State } from '../../state.ts';
import { fedBy, lists } from '../lists.ts';

const feedOf = onceEachText((word): KindFeed => ({ type: 'kind', word }));

/** What tells which kind the object that was named is of, and whether a namespace has its name where that may be meant. */
export function wantedFeeds(state: State): readonly (KindFeed | ListFeed)[] {
  const { wanted } = state.look;
  if (!wanted) return [];
  const kind = builtInKind(wanted.kind) ? [] : [feedOf(wanted.kind)];
  return wanted.listed === undefined ? kind : [...kind, ...lists(state, 'namespaces')];
}

/**
 * The kind that a word means in the cluster, or that it has none such; `unknown` where that may not be asked, and
 * undefined while it is.
 */
export function kindMeant(state: State, word: string): ApiKind | NoKind | 'unknown' | undefined {
  const builtIn = builtInKind(word);
  if (builtIn) return builtIn;
  const { data, connection } = fedBy(state, feedOf(word));
  if (data) return data.kind ?? data;
  return connection === 'failed' ? 'unknown' : undefined;
}
