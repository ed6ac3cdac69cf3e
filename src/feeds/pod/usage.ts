import { catchError, concat, exhaustMap, from, ignoreElements, map, of, takeWhile, timer } from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { MeteredFeed, UsageFeed } from '../../model/feed.ts';
import { type Opener, RESTED } from '../opener.ts';

/** A metrics server measures every 15 s by default; in ms. */
const AGAIN = 15_000;
/** What is refused may be allowed, and what does not answer may come back; in ms. */
const LATER = 60_000;
/** Whether there is a metrics server is not asked whenever the tabs change; in ms. */
const LINGER = 3_600_000;

/** Whether there is a metrics server. Where there is none only Ctrl-r asks again. */
export const metered: Opener<MeteredFeed> = {
  type: 'metered',
  linger: LINGER,
  open: (connection) =>
    timer(0, LATER).pipe(
      exhaustMap(() =>
        from(connection.metered()).pipe(
          map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
          catchError((error: unknown) => of([{ type: 'failed', failure: failureOf(error) } as const])),
        ),
      ),
      takeWhile(([event]) => event?.type === 'failed', true),
    ),
};

/** What Pods use, again and again as long as something on show needs it. */
export const usage: Opener<UsageFeed> = {
  type: 'usage',
  linger: 0,
  settles: () => RESTED,
  open: (connection, { of: scope }) =>
    timer(0, AGAIN).pipe(
      exhaustMap(() =>
        from(connection.usage(scope)).pipe(
          map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
          catchError((error: unknown) => {
            const failure = failureOf(error);
            if (failure.code === undefined || failure.code >= 500)
              return of([{ type: 'stale', failure } as const]);
            // Until then it is not asked again.
            return concat(of([{ type: 'failed', failure } as const]), timer(LATER).pipe(ignoreElements()));
          }),
        ),
      ),
    ),
};
