import {
  asyncScheduler,
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  throttle,
  timer,
  withLatestFrom,
} from 'rxjs';

/** Milliseconds between two frames that no key asked for. */
export const FRAME = 33;

/** Drawing takes no more than a part of the time in so many: on a machine that is busy, the list is what one waits for. */
const SHARE = 4;

/**
 * The states that are worth drawing: at most one every `FRAME` ms, and at once whenever `urgent$` says so.
 *
 * @param took how long the last frame took, in ms: one that took long is not followed by the next at once
 */
export function frames<S>(
  state$: Observable<S>,
  urgent$: Observable<unknown>,
  took: () => number = () => 0,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<S> {
  const rest = (): Observable<unknown> => timer(Math.max(FRAME, SHARE * took()), undefined, scheduler);
  const calm$ = state$.pipe(throttle(rest, { leading: true, trailing: true }));
  const urgent = urgent$.pipe(
    withLatestFrom(state$),
    map(([, state]) => state),
  );
  return merge(calm$, urgent).pipe(distinctUntilChanged());
}
