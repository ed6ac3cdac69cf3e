import { from, map } from 'rxjs';
import type { LastWordsFeed } from '../../model/feed.ts';
import { type Opener, RESTED } from '../opener.ts';

/** Who comes back to a Pod finds what it said, in ms. */
const LINGER = 600_000;

/** The end of a log is read once for each end of a container. */
export const lastWords: Opener<LastWordsFeed> = {
  type: 'last-words',
  linger: LINGER,
  settles: () => RESTED,
  open: (connection, { of, with: how }) =>
    from(connection.lastWords({ ...of, ...how })).pipe(
      map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
    ),
};
