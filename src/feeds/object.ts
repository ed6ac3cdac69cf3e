import { Observable, of } from 'rxjs';
import { failureOf, unreadText } from '../model/failure.ts';
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
  open: (connection, { ref, held }) => (held ? of(unread(ref)) : fetched(connection, ref)),
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

function fetched(connection: Connection, ref: ObjectRef): Observable<readonly FeedEvent<KubeObject>[]> {
  return new Observable((out) => {
    const aborter = new AbortController();
    connection.get(ref, aborter.signal).then(
      (data) => out.next([{ type: 'live' }, { type: 'data', data }]),
      (error: unknown) => out.next([{ type: 'failed', failure: failureOf(error) }]),
    );
    return () => aborter.abort();
  });
}
