import { catchError, concat, defer, filter, first, from, map, mergeMap, type Observable, of } from 'rxjs';
import { failureOf } from '../model/failure.ts';
import { helperName } from '../model/processes/helper.ts';
import type { NodeLook } from '../model/processes/node-view.ts';
import type { Walked } from '../model/processes/walked.ts';
import type { Connection } from '../ports/connection.ts';
import type { Action } from '../store/actions.ts';
import { nodeSeen } from '../store/selectors/anatomy/node-views.ts';
import type { Effect } from './environment.ts';

type Wanted = Extract<Action, { readonly type: 'look-at-node' | 'leave-node' }>;

/**
 * Looks at a Pod's processes as its node has them, by a Pod that is made for it. That is removed in every ending: also
 * where it is left, and where the connection goes, which waits for it.
 */
export const nodeView: Effect = ({ actions$, connection$ }) =>
  defer(() => {
    const running = new Map<string, AbortController>();
    return actions$.pipe(
      filter((action): action is Wanted => action.type === 'look-at-node' || action.type === 'leave-node'),
      mergeMap((action) => {
        if (action.type === 'look-at-node') return looked(action.look, running, connection$);
        running.get(action.uid)?.abort();
        return of(nodeSeen(action.uid, undefined));
      }),
    );
  });

function looked(
  look: NodeLook,
  running: Map<string, AbortController>,
  connection$: Observable<Connection>,
): Observable<Action> {
  const { uid } = look.pod.metadata;
  const aborter = new AbortController();
  running.set(uid, aborter);
  const walked$ = connection$.pipe(
    first(),
    mergeMap((connection) =>
      from(
        connection.nodes.walk(
          { ...look, name: helperName(crypto.getRandomValues(new Uint8Array(4))) },
          aborter.signal,
        ),
      ),
    ),
    // Where there is no connection.
    catchError((error: unknown) => of<Walked>({ type: 'failed', failure: failureOf(error) })),
    // What was left is not on show, and another may be looking by now.
    filter(() => !aborter.signal.aborted),
    map((walked) => nodeSeen(uid, walked)),
  );
  return concat(of(nodeSeen(uid, { type: 'looking' })), walked$);
}
