import { defer, filter, map, retry, switchMap, take, timer } from 'rxjs';
import type { Action } from '../../store/actions.ts';
import type { Feeder } from '../feeding.ts';

/** What failed is asked again after so long, in ms, and each time after twice as long up to the cap. */
const FIRST = 2000;
const LONGEST = 30_000;

/**
 * Asks each connection's server for its version until it is told. Why it cannot be had, the watches tell; it is asked
 * once one of them did, since what a connection of its own costs had the first row wait.
 */
export const version: Feeder = ({ connection$, state$ }) =>
  connection$.pipe(
    switchMap((connection) =>
      state$.pipe(
        filter(({ cluster }) =>
          [...cluster.feeds.values()].some(({ connection: at }) => at !== 'connecting'),
        ),
        take(1),
        switchMap(() =>
          defer(() => connection.version()).pipe(
            retry({ delay: (_, count) => timer(Math.min(LONGEST, FIRST * 2 ** (count - 1))) }),
          ),
        ),
        map((text): Action => ({ type: 'version', version: text })),
      ),
    ),
  );
