import { filter, identity, map, type Observable, scan, startWith, type Subject } from 'rxjs';
import type { WatchScope } from '../../model/connection.ts';
import type { Kinds } from '../../model/kinds/kinds.ts';
import { Table } from '../../model/table/table.ts';
import type { Connection } from '../../ports/connection.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/** What is known before, and who is told what keeps from following it. */
interface Told<T> {
  readonly notes: Subject<string>;
  readonly known?: T;
}

/** Objects as they come and go, also when the server delivers again. Where they may not be watched, the one that is known stays, which is said. */
export function live<K extends 'pods' | 'services'>(
  asks: Pick<Connection, 'watch'>,
  kind: K,
  scope: WatchScope,
  { notes, known }: Told<Kinds[K]>,
): Observable<readonly Kinds[K][]> {
  const begin = { objects: Table.empty<Kinds[K]>(), synced: false };
  const who = kind === 'services' ? `Service ${known?.metadata.name ?? ''} is` : 'Pods are';
  return asks.watch(kind, scope).pipe(
    // Who hears of Pods takes the server to be there.
    filter((events) => events.some(({ type }) => type !== 'stale' && type !== 'silent')),
    scan(({ objects, synced }, events) => {
      const refused = events.find((event) => event.type === 'failed');
      if (refused?.type === 'failed') {
        if (!known && !synced) throw new ClusterError(refused.failure);
        notes.next(`${who} not followed: ${refused.failure.message}`);
      }
      const changes = events.flatMap((event): (readonly [string, Kinds[K] | undefined])[] => {
        if (event.type !== 'upsert' && event.type !== 'delete') return [];
        return [[event.object.metadata.uid, event.type === 'upsert' ? event.object : undefined]];
      });
      return {
        objects: objects.with(changes),
        synced: synced || events.some(({ type }) => type === 'synced'),
      };
    }, begin),
    filter(({ synced }) => synced),
    map(({ objects }) => [...objects.values()]),
    known ? startWith([known]) : identity,
  );
}
