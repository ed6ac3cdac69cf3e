import { EMPTY, interval, map, mergeMap } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';

/** The clock moves once a second: ages are shown to the second. */
export const clock: Effect = ({ world }) =>
  interval(1000).pipe(map((): Action => ({ type: 'tick', now: world.clock.now() })));

/** What commands ask of the terminal itself. */
export const terminal: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    mergeMap((action) => {
      if (action.type === 'copy') world.terminal.copy(action.text);
      if (action.type === 'suspend') world.terminal.suspend();
      return EMPTY;
    }),
  );
