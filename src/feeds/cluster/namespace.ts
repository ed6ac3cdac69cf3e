import { catchError, defer, map, type Observable, of, repeat } from 'rxjs';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { failureOf } from '../../model/failure.ts';
import type { FeedEvent, NamespaceFeed } from '../../model/feed.ts';
import type { Opener } from '../opener.ts';

/** It may come, or go, while it is looked at: it is asked for again after so long, in ms. */
const AGAIN = 10_000;

const NAMESPACE = BUILT_IN.find(({ kind }) => kind === 'Namespace');

/** Only the right to get that one namespace is needed. */
export const namespace: Opener<NamespaceFeed> = {
  type: 'namespace',
  linger: 0,
  open: (connection, { namespace: name }) => {
    const asked = defer(() =>
      NAMESPACE ? connection.named(NAMESPACE, { name }) : Promise.reject(new Error(name)),
    );
    return asked.pipe(
      map(() => there(true)),
      catchError((error: unknown): Observable<readonly FeedEvent<boolean>[]> => {
        const failure = failureOf(error);
        return of(failure.code === 404 ? there(false) : [{ type: 'failed', failure }]);
      }),
      repeat({ delay: AGAIN }),
    );
  },
};

const there = (data: boolean): readonly FeedEvent<boolean>[] => [{ type: 'live' }, { type: 'data', data }];
