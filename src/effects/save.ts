import { catchError, filter, from, map, mergeMap, of } from 'rxjs';
import { failureOf } from '../model/failure.ts';
import type { Effect } from './environment.ts';
import { say } from './say.ts';
import type { Action } from '../store/actions.ts';

/** Writes what is to be kept to a file, and says where, or why it could not. */
export const save: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    filter((action) => action.type === 'save'),
    mergeMap(({ name, text, what }) =>
      from(world.save(name, text)).pipe(
        map((path) => saved(name, path, what)),
        catchError((error: unknown) => of(say(`not saved: ${failureOf(error).message}`, 'failing'))),
      ),
    ),
  );

/** The name first: of what has no room, where it is and what is in it are known to who asked for it. */
function saved(name: string, path: string, what: string): Action {
  const folder = path.endsWith(name) ? path.slice(0, -name.length).replace(/(?<=.)[\\/]$/, '') : path;
  const text = `saved ${name} in ${folder}: ${what}`;
  return { type: 'message', message: { tone: 'plain', text, name, until: Infinity } };
}
