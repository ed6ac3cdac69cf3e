import {
  asyncScheduler,
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  throttleTime,
  withLatestFrom,
} from 'rxjs';

/** Milliseconds between two frames that no key asked for. */
export const FRAME = 33;

/** The states that are worth drawing: at most one every `FRAME` ms, and at once whenever `urgent$` says so. */
export function frames<S>(
  state$: Observable<S>,
  urgent$: Observable<unknown>,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<S> {
  const calm$ = state$.pipe(throttleTime(FRAME, scheduler, { leading: true, trailing: true }));
  const urgent = urgent$.pipe(
    withLatestFrom(state$),
    map(([, state]) => state),
  );
  return merge(calm$, urgent).pipe(distinctUntilChanged());
}
