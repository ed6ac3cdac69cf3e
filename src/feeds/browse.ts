import { map } from 'rxjs';
import type { BrowseFeed } from '../model/feed.ts';
import type { Opener } from './opener.ts';

/** Who goes up again sees at once what was there, until it is listed anew; in ms. */
const LINGER = 60_000;

/** A directory is listed, or a file read, once. */
export const browse: Opener<BrowseFeed> = {
  type: 'browse',
  linger: LINGER,
  open: (connection, { target, with: ways = [] }) =>
    connection.browse(target, ways).pipe(map((data) => [{ type: 'live' }, { type: 'data', data }] as const)),
};
