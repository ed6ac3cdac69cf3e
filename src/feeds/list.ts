import type { ListFeed } from '../model/feed.ts';
import type { Opener } from './opener.ts';

/** The list of a kind is watched; the next Pod may need it again. */
export const list: Opener<ListFeed> = {
  type: 'list',
  linger: 15_000,
  open: (connection, { kind, scope }) => connection.watch(kind, scope),
};
