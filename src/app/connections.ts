import { distinctUntilChanged, map, Observable, shareReplay, switchMap } from 'rxjs';
import type { State } from '../store/state.ts';
import { brokenConnection } from './broken-connection.ts';
import { failureOf } from '../model/failure.ts';
import type { Clusters, Connection } from '../ports/connection.ts';

/** One connection at a time, of the context in the state. */
export function connections(clusters: Clusters, state$: Observable<State>): Observable<Connection> {
  return state$.pipe(
    map((state) => state.cluster.context),
    distinctUntilChanged(),
    switchMap(
      (context) =>
        new Observable<Connection>((out) => {
          const connection = open(clusters, context);
          out.next(connection);
          return () => connection.close();
        }),
    ),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}

function open(clusters: Clusters, context: string): Connection {
  try {
    return clusters.connect(context);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return brokenConnection(error, failureOf(error));
  }
}
