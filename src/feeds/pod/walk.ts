import { concat, map, of, scan } from 'rxjs';
import type { WalkFeed } from '../../model/feed.ts';
import type { Walks } from '../../model/processes/walked.ts';
import type { Opener } from '../opener.ts';

/** Who comes back to a Pod finds what was walked, since each walk is an exec that clusters audit; in ms. */
const LINGER = 600_000;

/** Each container is told as its walk comes. */
export const walk: Opener<WalkFeed> = {
  type: 'walk',
  linger: LINGER,
  once: true,
  open: (connection, { target }) =>
    concat(
      of([{ type: 'live' } as const]),
      connection.walk(target).pipe(
        scan((walks: Walks, [container, walked]) => new Map(walks).set(container, walked), new Map()),
        map((data) => [{ type: 'data', data } as const]),
      ),
    ),
};
