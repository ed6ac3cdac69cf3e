import { EMPTY, filter, mergeMap } from 'rxjs';
import type { Effect } from './environment.ts';

/** Leaves the screen as it was found, and ends well, once what was made for a moment is removed. */
export const quit: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    filter(({ type }) => type === 'quit'),
    mergeMap(() => {
      world.terminal.close();
      const tidying = world.clusters.tidy();
      if (tidying) void tidying.finally(() => world.exit(0));
      else world.exit(0);
      return EMPTY;
    }),
  );
