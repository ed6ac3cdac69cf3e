import { defer, map, retry, switchMap, timer } from 'rxjs';
import type { Action } from '../../store/actions.ts';
import type { Feeder } from '../feeding.ts';

/** What failed is asked again after so long, in ms, and each time after twice as long up to the cap. */
const FIRST = 2000;
const LONGEST = 30_000;

/** Asks each connection's server for its version until it is told. Why it cannot be had, the watches tell. */
export const version: Feeder = ({ connection$ }) =>
  connection$.pipe(
    switchMap((connection) =>
      defer(() => connection.version()).pipe(
        retry({ delay: (_, count) => timer(Math.min(LONGEST, FIRST * 2 ** (count - 1))) }),
        map((text): Action => ({ type: 'version', version: text })),
      ),
    ),
  );
