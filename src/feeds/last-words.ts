import { from, map, switchMap, timer } from 'rxjs';
import type { LastWordsFeed } from '../model/feed.ts';
import type { Opener } from './opener.ts';

/** Who goes through a list is not to read every log: so long one has to be wanted, in ms. */
const SETTLED = 300;
/** Who comes back to a Pod finds what it said, in ms. */
const LINGER = 600_000;

/** The end of a log is read once for each end of a container. */
export const lastWords: Opener<LastWordsFeed> = {
  type: 'last-words',
  linger: LINGER,
  open: (connection, { of }) =>
    timer(SETTLED).pipe(
      switchMap(() => from(connection.lastWords(of))),
      map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
    ),
};
