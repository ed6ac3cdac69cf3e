import { defer, map, retry, throwError, timer } from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { KindFeed } from '../../model/feed.ts';
import type { Opener } from '../opener.ts';

/** A server that did not answer is asked again after so long, in ms. */
const AGAIN = 2000;

export const kind: Opener<KindFeed> = {
  type: 'kind',
  linger: 0,
  open: (connection, { word }) =>
    defer(() => connection.kindNamed(word)).pipe(
      retry({
        delay: (error) => (failureOf(error).code === undefined ? timer(AGAIN) : throwError(() => error)),
      }),
      map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
    ),
};
