import { filter, first, mergeMap, Observable } from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import { failureText } from '../../model/refusal.ts';
import type { Connection } from '../../ports/connection.ts';
import type { Action } from '../../store/actions.ts';
import type { Effect } from '../environment.ts';
import { say } from '../say.ts';

type Wanted = Extract<Action, { readonly type: 'add-debug' }>;

/** Makes a debug container that nobody goes into: what has no shell is looked into by it. */
export const addDebug: Effect = ({ actions$, connection$ }) =>
  actions$.pipe(
    filter((action) => action.type === 'add-debug'),
    mergeMap((wanted) =>
      connection$.pipe(
        first(),
        mergeMap((connection) => added(connection, wanted)),
      ),
    ),
  );

function added(connection: Connection, { target, debug }: Wanted): Observable<Action> {
  return new Observable((out) => {
    const aborter = new AbortController();
    const fails = (text: string): void =>
      out.next(say(`debug container in ${target.pod}: ${text}`, 'failing'));
    out.next(say(`${debug.name} is being added to ${target.pod} …`));
    connection
      .startDebugContainer(target, debug, (text) => out.next(say(text)), aborter.signal)
      .then(
        (progress) => {
          if (progress.type === 'ended') fails(`${debug.name} ended at once: ${progress.text}`);
          else
            out.next(say(`${debug.name} sees the processes of ${target.container}: ctrl-r looks through it`));
        },
        (error: unknown) => fails(failureText(failureOf(error))),
      )
      .finally(() => out.complete());
    return () => aborter.abort();
  });
}
