import type { ListFeed } from '../model/feed.ts';
import { SURROUNDING_KINDS } from '../model/kinds/kinds.ts';
import { type Opener, RESTED } from './opener.ts';

const SURROUNDING: ReadonlySet<string> = new Set(SURROUNDING_KINDS);

/** The list of a kind is watched; the next Pod may need it again. */
export const list: Opener<ListFeed> = {
  type: 'list',
  linger: 15_000,
  settles: ({ kind }) => (SURROUNDING.has(kind) ? RESTED : 0),
  open: (connection, { kind, scope }) => connection.watch(kind, scope),
};
