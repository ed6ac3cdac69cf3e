import { EMPTY, filter, mergeMap } from 'rxjs';
import type { Effect } from './environment.ts';

/** Leaves the screen as it was found, and ends well. */
export const quit: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    filter(({ type }) => type === 'quit'),
    mergeMap(() => {
      world.terminal.close();
      world.exit(0);
      return EMPTY;
    }),
  );
