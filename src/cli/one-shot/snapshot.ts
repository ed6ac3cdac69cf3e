import type { WatchScope } from '../../model/connection.ts';
import {
  filter,
  firstValueFrom,
  identity,
  last,
  map,
  type Observable,
  scan,
  takeWhile,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import { failureOf, MOST_AGAIN } from '../../model/failure.ts';
import type { KindId, Kinds } from '../../model/kinds/kinds.ts';
import type { Failure, WatchEvent } from '../../model/kinds/watch-event.ts';
import type { Connection } from '../../ports/connection.ts';

/** A list that could not be had, with the server's or the system's reason. */
export class SnapshotError extends Error {
  constructor(
    readonly kind: KindId,
    readonly failure: Failure,
  ) {
    super(failure.message);
  }
}

/** Why something could not be had, whoever says it. */
export const failureIn = (error: unknown): Failure =>
  error instanceof SnapshotError ? error.failure : failureOf(error);

/** Whose lists, and how long one may take. */
export interface ListLimits {
  /** The cluster's name in the kubeconfig. */
  readonly cluster: string;
  /** Until all of it is there, in ms; 0: as long as it takes; absent: as long as something of it comes. */
  readonly requestTimeout?: number | undefined;
  /** So often in a row the server may ask to come again, before that is taken for its answer. */
  readonly again?: number;
  /** Hears how many objects cannot be read, and are left out. */
  readonly unread?: (count: number) => void;
}

/** Whether something of a list came with it, whole or not. */
const isPart = ({ type }: { readonly type: string }): boolean => type === 'upsert' || type === 'coming';

/** Nothing more of a list came for so long, in ms: it counts as lost, where nobody says how long it may take. */
const QUIET = 120_000;

/** All objects of a kind as they are now. Rejects with a `SnapshotError`. */
export function listAll<K extends KindId>(
  connection: Connection,
  kind: K,
  scope: WatchScope,
  { cluster, requestTimeout, again = MOST_AGAIN, unread = () => undefined }: ListLimits,
): Promise<Kinds[K][]> {
  let began = false;
  const lacks = (how: () => string) => () => {
    const lacked = began ? `has not sent all of ${kind}` : `has sent nothing of ${kind}`;
    // What was not done before that is why the cluster was not even asked.
    const what = connection.awaits() ?? `cluster "${cluster}" ${lacked}`;
    return throwError(() => new SnapshotError(kind, { reason: 'Timeout', message: what + how() }));
  };
  const quiet = (): string =>
    `${began ? ', and nothing more of them' : ''} for ${QUIET / 1000} s (--request-timeout gives it longer)`;
  const late = (): string => ` within ${(requestTimeout ?? 0) / 1000} s (--request-timeout)`;
  const events$ = connection
    .watch(kind, scope)
    .pipe(
      tap((events) => {
        began ||= events.some(isPart);
        for (const event of events) if (event.type === 'unreadable') unread(event.count);
      }),
    )
    .pipe(requestTimeout === undefined ? timeout({ each: QUIET, with: lacks(quiet) }) : identity);
  return firstValueFrom(
    snapshot(kind, events$, again).pipe(
      requestTimeout ? timeout({ first: requestTimeout, with: lacks(late) }) : identity,
    ),
  );
}

/**
 * All objects of a kind, each time something of them changes, once all are there. Errors with the first reason where
 * they may not be watched.
 */
export function allLive<K extends KindId>(
  connection: Connection,
  kind: K,
  scope: WatchScope,
): Observable<readonly Kinds[K][]> {
  let synced = false;
  return connection.watch(kind, scope).pipe(
    tap((events) => {
      for (const event of events) if (event.type === 'failed') throw new SnapshotError(kind, event.failure);
      synced ||= events.some(({ type }) => type === 'synced');
    }),
    scan((objects, events) => applied(objects, events), new Map<string, Kinds[K]>()),
    filter(() => synced),
    map((objects) => [...objects.values()]),
  );
}

/**
 * All objects of a kind as they are now: a watch that is closed as soon as the first list is
 * complete. Where the server cannot be reached or refuses, errors with the first reason: a command
 * that prints once does not wait for better times, but where the server says when they come.
 */
function snapshot<K extends KindId>(
  kind: K,
  events$: Observable<readonly WatchEvent<Kinds[K]>[]>,
  again: number,
): Observable<Kinds[K][]> {
  const complete = (events: readonly WatchEvent<Kinds[K]>[]): boolean =>
    events.some(({ type }) => type === 'synced');
  let times = 0;
  return events$.pipe(
    tap((events) => {
      for (const event of events) {
        // Where more of it comes the server is busy, no more than that.
        if (isPart(event)) times = 0;
        if (event.type === 'failed' || (event.type === 'stale' && !(event.failure.again && ++times <= again)))
          throw new SnapshotError(kind, event.failure);
      }
    }),
    takeWhile((events) => !complete(events), true),
    scan((objects, events) => applied(objects, events), new Map<string, Kinds[K]>()),
    last(),
    map((objects) => [...objects.values()]),
  );
}

function applied<T extends { metadata: { uid: string } }>(
  objects: Map<string, T>,
  events: readonly WatchEvent<T>[],
): Map<string, T> {
  for (const event of events) {
    if (event.type === 'upsert') objects.set(event.object.metadata.uid, event.object);
    else if (event.type === 'delete') objects.delete(event.object.metadata.uid);
  }
  return objects;
}
