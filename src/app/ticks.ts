import { asyncScheduler, map, type Observable, type SchedulerLike, switchMap, timer } from 'rxjs';
import type { Said } from '../model/ages.ts';
import { isList } from '../model/feed.ts';
import type { Clock } from '../ports/clock.ts';
import type { Action } from '../store/actions.ts';
import { healthUntil } from '../store/selectors/pods/pod-health.ts';
import { isTimed } from '../store/selectors/comparisons.ts';
import { paneState, type State } from '../store/state.ts';

/** What was drawn: a state, and until when the clock alone changes nothing of it, epoch ms. */
export interface Shown {
  readonly state: State;
  readonly until: number;
}

const SECOND = 1000;
/** For so long after something happened more of it may: durations wait for the whole second, not each for its own. */
const BUSY = 2 * SECOND;
/** A clock that is set, or a timer that is early, costs no busy loop. */
const SOONEST = 20;
const LONGEST = 600 * SECOND;

/** The clock moves when something on the screen is due to read otherwise, and does not wake the program for less. */
export function ticks(
  shown$: Observable<Shown>,
  clock: Clock,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Action> {
  return shown$.pipe(
    switchMap(({ until }) =>
      timer(Math.min(LONGEST, Math.max(SOONEST, until - clock.now())), undefined, scheduler),
    ),
    map((): Action => ({ type: 'tick', now: clock.now() })),
  );
}

/** Whether the state's clock is behind by what can be seen: before anything is reduced, it is to be moved. */
export const isLate = ({ look }: State, now: number): boolean => Math.abs(now - look.now) >= SECOND;

/**
 * Until when what is drawn of a state holds, whatever the time.
 *
 * @param last what was drawn before
 * @param said how long what is on the screen stays as it is
 * @param changed when something last happened, epoch ms
 */
export function shownOf(state: State, said: Said, last: Shown | undefined, changed: number): Shown {
  const { now } = state.look;
  const second = now + SECOND - (now % SECOND);
  if (counts(state) || said.marked) return { state, until: second };
  // Of the same moment some texts are kept and were not said again.
  const before = last?.state.look.now === now ? last.until : Infinity;
  const until = Math.min(now + said.lasts, healthUntil(state), state.look.message?.until ?? Infinity, before);
  return { state, until: now < changed + BUSY ? Math.max(second, until) : until };
}

/** Whether seconds are counted somewhere: a line that is down, a filter of ages, whatever lies above. */
function counts(state: State): boolean {
  const { cluster, look } = state;
  if (look.overlays.length > 0 || isTimed(paneState(state, 'pods').filter)) return true;
  for (const { feed, connection, failure, complete, silentSince, coming } of cluster.feeds.values()) {
    if (!isList(feed)) continue;
    if (connection !== 'live' || failure || !complete || (silentSince ?? coming) !== undefined) return true;
  }
  return false;
}
