import { catchError, filter, from, map, mergeMap, of } from 'rxjs';
import { failureOf } from '../model/failure.ts';
import type { Effect } from './environment.ts';
import { say } from './say.ts';

/** Writes what is to be kept to a file, and says where, or why it could not. */
export const save: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    filter((action) => action.type === 'save'),
    mergeMap(({ name, text, what }) =>
      from(world.save(name, text)).pipe(
        map((path) => say(`saved ${what} to ${path}`)),
        catchError((error: unknown) => of(say(`not saved: ${failureOf(error).message}`, 'failing'))),
      ),
    ),
  );
