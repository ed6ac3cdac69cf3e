import { filter, first, mergeMap, Observable, of, withLatestFrom } from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { SessionStatus } from '../../model/session.ts';
import { failureText } from '../../model/refusal.ts';
import type { Connection } from '../../ports/connection.ts';
import type { Action } from '../../store/actions.ts';
import type { Effect } from '../environment.ts';
import { say } from '../say.ts';
import { askAgain, notMadeText } from './refused-debug.ts';

type Wanted = Extract<Action, { readonly type: 'add-debug' }>;

/** Makes a debug container that nobody goes into: what has no shell is looked into by it. Reduce has made its row, the last one. */
export const addDebug: Effect = ({ actions$, connection$, state$ }) =>
  actions$.pipe(
    filter((action) => action.type === 'add-debug'),
    withLatestFrom(state$),
    mergeMap(([wanted, { sessions }]) => {
      const row = sessions.at(-1);
      if (row?.status.type === 'failed') return of(fails(wanted, failureText(row.status.failure)));
      return connection$.pipe(
        first(),
        mergeMap((connection) => added(connection, wanted, row?.id ?? 0)),
      );
    }),
  );

const fails = ({ target }: Wanted, text: string): Action =>
  say(`debug container in ${target.pod}: ${text}`, 'failing');

function added(connection: Connection, wanted: Wanted, id: number): Observable<Action> {
  const { target, debug } = wanted;
  return new Observable((out) => {
    const aborter = new AbortController();
    const tell = (status: SessionStatus): void => out.next({ type: 'session', id, status });
    const failed = (failure: Failure): void => {
      tell({ type: 'failed', failure });
      out.next(fails(wanted, notMadeText(failure, debug)));
      for (const action of askAgain(target, debug, failure)) out.next(action);
    };
    out.next(say(`${debug.name} is being added to ${target.pod} …`));
    connection
      .startDebugContainer(target, debug, (text) => out.next(say(text)), aborter.signal)
      .then(
        (progress) => {
          if (progress.type === 'ended') {
            failed({ reason: 'Ended', message: `${debug.name} ended at once: ${progress.text}` });
            return;
          }
          tell({ type: 'left' });
          out.next(say(`${debug.name} sees the processes of ${target.container}: ctrl-r looks through it`));
        },
        (error: unknown) => failed(failureOf(error)),
      )
      .finally(() => out.complete());
    return () => aborter.abort();
  });
}
