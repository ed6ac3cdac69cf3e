import { filter, mergeMap, Observable, of, withLatestFrom } from 'rxjs';
import type { ForwardTold } from '../../model/forward/forward.ts';
import { forwardText, insteadText, toldText } from '../../model/forward/forward-course.ts';
import { failureText } from '../../model/refusal.ts';
import type { World } from '../../ports/world.ts';
import type { Action } from '../../store/actions.ts';
import { type ForwardSession, isForward } from '../../store/sessions.ts';
import type { Effect } from '../environment.ts';
import { say } from '../say.ts';
import { onOwnConnection } from './own-connection.ts';

/**
 * Runs port-forwards until they are stopped; with the program they end by themselves. Reduce has made the row, the last
 * one; all that becomes of it is told.
 */
export const forwarding: Effect = ({ world, actions$, state$ }) =>
  actions$.pipe(
    filter(({ type }) => type === 'forward'),
    withLatestFrom(state$, (_, { sessions }) => sessions.at(-1)),
    filter((session) => session !== undefined && isForward(session)),
    mergeMap((session) => {
      if (session.status.type === 'failed')
        return of(said(session, failureText(session.status.failure), 'failing'));
      const stop$ = actions$.pipe(
        filter((action) => action.type === 'stop-session' && action.id === session.id),
      );
      return run(world, session, stop$);
    }),
  );

function run(world: World, session: ForwardSession, stop$: Observable<unknown>): Observable<Action> {
  const { id, forward: request } = session;
  return new Observable((out) => {
    const aborter = new AbortController();
    const stopping = stop$.subscribe(() => aborter.abort());
    let begun = false;
    let waits = '';
    const tell = (told: ForwardTold): void => {
      if (told.type !== 'connection') out.next({ type: 'forward-told', id, told });
      const text = saidOf(told, waits !== '');
      if (text !== undefined) out.next(said(session, text));
    };
    const heard = (told: ForwardTold): void => {
      tell(told);
      if (told.type === 'waiting') waits = `, ${toldText(told)}`;
      if (told.type === 'pod') waits = '';
      // `localhost` is two addresses: the first is said.
      if (told.type !== 'listening' || begun) return;
      begun = true;
      const instead = told.at.instead ? ` (${insteadText(told.at)})` : '';
      out.next({ type: 'session', id, status: { type: 'open' } });
      out.next(say(`${told.at.from} → ${forwardText(request)}${instead}${waits} · :pf stops it`));
    };
    const { signal } = aborter;
    void onOwnConnection(
      world,
      session.context,
      (connection) => connection.forward(request, heard, signal),
      signal,
    ).then((ended) => {
      const status = ended.type === 'ended' ? ({ type: 'left' } as const) : ended;
      out.next({ type: 'session', id, status });
      out.next(
        status.type === 'failed'
          ? said(session, failureText(status.failure), 'failing')
          : said(session, 'stopped'),
      );
      out.complete();
    });
    return () => {
      stopping.unsubscribe();
      aborter.abort();
    };
  });
}

const said = ({ forward }: ForwardSession, text: string, tone?: 'failing'): Action =>
  say(`port-forward to ${forwardText(forward)}: ${text}`, tone);

/** What is worth a line at once: failed connections are many, and stand in the list. That they waited is told to be over. */
function saidOf(told: ForwardTold, waited: boolean): string | undefined {
  if (told.type === 'waiting' || told.type === 'note') return toldText(told);
  if (told.type !== 'pod') return undefined;
  if (told.from !== undefined) return toldText(told);
  return waited ? `connections wait no more: ${toldText(told)}` : undefined;
}
