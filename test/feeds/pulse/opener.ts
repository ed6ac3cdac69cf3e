import { asyncScheduler, map, mergeMap, type SchedulerLike, timer } from 'rxjs';
import type { Opener } from '../../../src/feeds/opener.ts';
import type { PulseFeed } from './feed.ts';

export const pulse = (scheduler: SchedulerLike = asyncScheduler): Opener<PulseFeed> => ({
  type: 'pulse',
  linger: 5_000,
  open: (connection, { every }) =>
    timer(0, every, scheduler).pipe(
      mergeMap((beat) => connection.version().then(() => beat + 1)),
      map((data) => [{ type: 'live' }, { type: 'data', data }]),
    ),
});
