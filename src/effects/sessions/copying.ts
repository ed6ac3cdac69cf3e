import { EMPTY, filter, mergeMap, Observable, of, withLatestFrom } from 'rxjs';
import type { CopyTold } from '../../model/copy/copy.ts';
import {
  copyText,
  type CopyCourse,
  courseAfterTold,
  NOTHING_COPIED,
  progressText,
} from '../../model/copy/copy-course.ts';
import { NO_SHELL } from '../../model/processes/way-in.ts';
import { failureText } from '../../model/refusal.ts';
import type { SessionStatus } from '../../model/session.ts';
import type { World } from '../../ports/world.ts';
import type { Action } from '../../store/actions.ts';
import { ableTo } from '../../store/selectors/able-to.ts';
import { podNamed } from '../../store/selectors/pods/pod-named.ts';
import { type CopySession, isCopy } from '../../store/sessions.ts';
import type { Effect } from '../environment.ts';
import { say } from '../say.ts';
import { onOwnConnection } from './own-connection.ts';

/** How often the progress is told, in ms. */
const OFTEN = 200;

/**
 * Copies files beside the dashboard until all is in its place, or it is stopped; what is half-written goes with the
 * program too. Reduce has made the row, the last one; all that becomes of it is told.
 */
export const copying: Effect = ({ world, actions$, state$ }) =>
  actions$.pipe(
    filter(({ type }) => type === 'copy-files'),
    withLatestFrom(state$),
    mergeMap(([, state]) => {
      const session = state.sessions.at(-1);
      if (!session || !isCopy(session)) return EMPTY;
      const { id, status, copy } = session;
      if (status.type === 'failed') return of(said(session, failureText(status.failure), 'failing'));
      return run(
        world,
        session,
        {
          uid: podNamed(state, copy)?.metadata.uid,
          mayDebug: ableTo(state, 'debug', copy.namespace) === true,
        },
        actions$.pipe(filter((action) => action.type === 'stop-session' && action.id === id)),
      );
    }),
  );

function run(
  world: World,
  session: CopySession,
  { uid, mayDebug }: { readonly uid: string | undefined; readonly mayDebug: boolean },
  stop$: Observable<unknown>,
): Observable<Action> {
  const { id, context, copy } = session;
  return new Observable((out) => {
    const aborter = new AbortController();
    const stopping = stop$.subscribe(() => aborter.abort());
    const request = { ...copy, ...(uid !== undefined && { uid }), local: atHome(copy.local, world.home) };
    const { now } = world.clock;
    let course = NOTHING_COPIED;
    let toldAt = -Infinity;
    out.next({ type: 'session', id, status: { type: 'open' } });
    const heard = (told: CopyTold): void => {
      course = courseAfterTold(course, told);
      if (told.type === 'progress' && now() - toldAt < OFTEN) return;
      if (told.type === 'progress') toldAt = now();
      out.next({ type: 'copy-told', id, told });
    };
    void onOwnConnection(
      world,
      context,
      (connection) => connection.copyFiles(request, heard, aborter.signal),
      aborter.signal,
    ).then((status) => {
      out.next({ type: 'copy-told', id, told: { type: 'progress', ...course.progress } });
      out.next({ type: 'session', id, status });
      out.next(ended(session, status, course, mayDebug));
      out.complete();
    });
    return () => {
      stopping.unsubscribe();
      aborter.abort();
    };
  });
}

function ended(
  session: CopySession,
  status: SessionStatus,
  { progress, noted }: CopyCourse,
  mayDebug: boolean,
): Action {
  if (status.type === 'failed') {
    const { failure } = status;
    const beside = failure.reason === NO_SHELL && mayDebug ? ', or a debug container (shift-d adds one)' : '';
    return said(session, failureText(failure) + beside, 'failing');
  }
  if (status.type === 'left') return said(session, 'stopped: nothing was put in its place');
  const notes =
    noted === 0 ? '' : ` · ${noted} ${noted === 1 ? 'warning' : 'warnings'} about it in :sessions`;
  return say(`copied ${copyText(session.copy)}: ${progressText(progress, 0)}${notes}`);
}

const said = ({ copy }: CopySession, text: string, tone?: 'failing'): Action =>
  say(`copy of ${copyText(copy)}: ${text}`, tone);

/** As shells read it. */
const atHome = (local: string, home: string | undefined): string =>
  home !== undefined && /^~(\/|$)/.test(local) ? home + local.slice(1) : local;
