import type { ListFeed } from '../model/feed.ts';
import { type KindId, SURROUNDING_KINDS } from '../model/kinds/kinds.ts';
import { type Opener, RESTED } from './opener.ts';

/** What is asked of what is selected alone. */
const OF_ONE: ReadonlySet<string> = new Set<KindId>([...SURROUNDING_KINDS, 'nodes']);

/** The list of a kind is watched; the next Pod may need it again. */
export const list: Opener<ListFeed> = {
  type: 'list',
  linger: 15_000,
  settles: ({ kind }) => (OF_ONE.has(kind) ? RESTED : 0),
  open: (connection, { kind, scope }) => connection.watch(kind, scope),
};
