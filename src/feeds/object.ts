import { Observable, of } from 'rxjs';
import { failureOf, replacedBy, unreadText } from '../model/failure.ts';
import type { BackingFeed, FeedEvent, ObjectFeed } from '../model/feed.ts';
import type { KubeObject, ObjectRef } from '../model/kinds/objects.ts';
import type { Connection } from '../ports/connection.ts';
import type { Opener } from './opener.ts';

/** So long one has to be wanted, in ms. */
const SETTLED = 60;

/** An object is fetched whole, and again where another version of it is needed; it may be large, so it is not kept. */
export const object: Opener<ObjectFeed> = {
  type: 'object',
  linger: 0,
  settles: () => SETTLED,
  open: (connection, { ref, held, uid, byName }) =>
    held ? of(unread(ref)) : fetched(connection, ref, byName ? undefined : uid),
};

/** By its name another object might come. */
const unread = (ref: ObjectRef): readonly FeedEvent<KubeObject>[] => [
  { type: 'failed', failure: { code: 404, reason: 'NotFound', message: unreadText(ref) } },
];

/** For how long what a claim is bound to is kept, in ms: other Pods may have the same. */
const LINGER = 60_000;

export const backing: Opener<BackingFeed> = {
  type: 'backing',
  linger: LINGER,
  settles: () => SETTLED,
  open: (connection, { ref }) => fetched(connection, ref),
};

/** @param uid that of the one that is meant, where that is known: what has its name may be its successor */
function fetched(
  connection: Connection,
  ref: ObjectRef,
  uid?: string,
): Observable<readonly FeedEvent<KubeObject>[]> {
  return new Observable((out) => {
    const aborter = new AbortController();
    connection.get(ref, aborter.signal).then(
      (data) =>
        uid === undefined || data.metadata.uid === uid
          ? out.next([{ type: 'live' }, { type: 'data', data }])
          : out.next([{ type: 'failed', failure: replacedBy(ref) }]),
      (error: unknown) => out.next([{ type: 'failed', failure: failureOf(error) }]),
    );
    return () => aborter.abort();
  });
}
