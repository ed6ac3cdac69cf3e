import { distinctUntilChanged, map, Observable, shareReplay, switchMap } from 'rxjs';
import type { State } from '../store/state.ts';
import { brokenSession } from './broken-connection.ts';
import { failureOf } from '../model/failure.ts';
import type { ClusterPort, ClusterSession } from '../ports/ports.ts';

/** One session at a time, of the context in the state. */
export function sessions(cluster: ClusterPort, state$: Observable<State>): Observable<ClusterSession> {
  return state$.pipe(
    map((state) => state.cluster.context),
    distinctUntilChanged(),
    switchMap(
      (context) =>
        new Observable<ClusterSession>((out) => {
          const session = open(cluster, context);
          out.next(session);
          return () => session.close();
        }),
    ),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}

function open(cluster: ClusterPort, context: string): ClusterSession {
  try {
    return cluster.connect(context);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return brokenSession(error, failureOf(error));
  }
}
