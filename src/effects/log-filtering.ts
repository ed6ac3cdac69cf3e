import { filter, map, switchMap, timer } from 'rxjs';
import { LOGS, logsLook } from '../store/selectors/fares/logs.ts';
import { isFiltering } from '../store/selectors/fares/log-rows.ts';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';

/** Lets the logs' filters look on for as long as there are lines they have not seen, keys and frames in between. */
export const logFiltering: Effect = ({ state$ }) =>
  state$.pipe(
    filter(isFiltering),
    switchMap((state) => timer(0).pipe(map(() => logsLook(state).turns + 1))),
    map((turns): Action => ({ type: 'own', of: LOGS, action: { turns } })),
  );
