import { asyncScheduler, Observable, type SchedulerLike, type Subscription } from 'rxjs';

/**
 * Collects what comes in arrays: the first at once, then none sooner than one of its items may be told after the
 * array before it. A burst costs its receiver one call a frame, a lone event waits for nothing.
 *
 * @param interval how many ms after an array an item may be told; what is pending goes with the first that may
 * @param light what costs its receiver little: what comes behind it does not wait for it
 */
export function coalesce<T>(
  interval: (item: T) => number,
  scheduler: SchedulerLike = asyncScheduler,
  light: (item: T) => boolean = () => false,
) {
  return (source: Observable<T>): Observable<readonly T[]> =>
    new Observable((out) => {
      let pending: T[] = [];
      let told = -Infinity;
      let due = Infinity;
      let window: Subscription | undefined;
      const flush = (): void => {
        window?.unsubscribe();
        window = undefined;
        due = Infinity;
        const items = pending;
        pending = [];
        if (!items.every(light)) told = scheduler.now();
        out.next(items);
      };
      const subscription = source.subscribe({
        next: (item) => {
          pending.push(item);
          const at = told + interval(item);
          if (at >= due) return;
          const now = scheduler.now();
          // A clock that was set back is no reason to wait for it.
          if (at <= now || now < told) return flush();
          window?.unsubscribe();
          due = at;
          window = scheduler.schedule(flush, at - now);
        },
        error: (error: unknown) => out.error(error),
        complete: () => {
          if (pending.length > 0) out.next(pending);
          out.complete();
        },
      });
      return () => {
        subscription.unsubscribe();
        window?.unsubscribe();
      };
    });
}
