import { filter, map, switchMap, timer } from 'rxjs';
import { LOGS, logsLook } from '../store/selectors/fares/logs.ts';
import { isFiltering, isSeeking, logRows, placeOnTop, toPlace } from '../store/selectors/fares/log-rows.ts';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import type { Effect } from './environment.ts';

/** Lets the logs' filters look on for as long as there are lines they have not seen, keys and frames in between. */
export const logFiltering: Effect = ({ state$ }) =>
  state$.pipe(
    filter((state) => isFiltering(state) || isSeeking(state)),
    switchMap((state) => timer(0).pipe(map((): Action => next(state)))),
  );

/** A look further; or to the line that is to stay on show, once it is found. */
function next(state: State): Action {
  const place = placeOnTop(state);
  if (place && !place.found && logRows(state).rowOf(place.line).found) return toPlace(state, place);
  return { type: 'own', of: LOGS, action: { turns: logsLook(state).turns + 1 } };
}
