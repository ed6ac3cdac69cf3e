import { EMPTY, filter, mergeMap } from 'rxjs';
import type { Effect } from './environment.ts';

/** Leaves the screen as it was found, and ends well, once what was made for a moment is removed. */
export const quit: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    filter(({ type }) => type === 'quit'),
    mergeMap(() => {
      const waits = [world.terminal.close(), world.clusters.tidy()].filter((each) => each !== undefined);
      if (waits.length > 0) void Promise.allSettled(waits).then(() => world.exit(0));
      else world.exit(0);
      return EMPTY;
    }),
  );
