import type { WatchScope } from '../../model/connection.ts';
import { firstValueFrom, last, map, Observable, scan, takeWhile } from 'rxjs';
import type { KindId, Kinds } from '../../model/kinds.ts';
import type { Failure, WatchEvent } from '../../model/watch-event.ts';
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

/** All objects of a kind as they are now. Rejects with a `SnapshotError`. */
export function listAll<K extends KindId>(
  connection: Connection,
  kind: K,
  scope: WatchScope,
): Promise<Kinds[K][]> {
  return firstValueFrom(snapshot(connection, kind, scope));
}

/**
 * All objects of a kind as they are now: a watch that is closed as soon as the first list is
 * complete. Where the server cannot be reached or refuses, errors with the first reason: a command
 * that prints once does not wait for better times.
 */
function snapshot<K extends KindId>(
  connection: Connection,
  kind: K,
  scope: WatchScope,
): Observable<Kinds[K][]> {
  const complete = (events: readonly WatchEvent<Kinds[K]>[]): boolean =>
    events.some(({ type }) => type === 'synced');
  return new Observable<readonly WatchEvent<Kinds[K]>[]>((out) => {
    return connection.watch(kind, scope).subscribe((events) => {
      for (const event of events) {
        if (event.type === 'stale' || event.type === 'failed')
          return out.error(new SnapshotError(kind, event.failure));
      }
      out.next(events);
    });
  }).pipe(
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
