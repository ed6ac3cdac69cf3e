import { catchError, EMPTY, from, map, switchMap } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';

/** Asks each session's server for its version. Why it cannot be had, the watches tell. */
export const version: Effect = ({ session$ }) =>
  session$.pipe(
    switchMap((session) =>
      from(session.version()).pipe(
        map((text): Action => ({ type: 'version', version: text })),
        catchError(() => EMPTY),
      ),
    ),
  );
