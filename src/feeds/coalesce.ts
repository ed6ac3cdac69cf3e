import { asyncScheduler, Observable, type SchedulerLike, type Subscription } from 'rxjs';

/**
 * Collects what comes in arrays: the first at once, then at most one array every `interval` ms. A
 * burst costs its receiver one call a frame, a lone event waits for nothing.
 *
 * @param light what costs its receiver little: what comes behind it does not wait for it
 */
export function coalesce<T>(
  interval: number,
  scheduler: SchedulerLike = asyncScheduler,
  light: (item: T) => boolean = () => false,
) {
  return (source: Observable<T>): Observable<readonly T[]> =>
    new Observable((out) => {
      let pending: T[] = [];
      let window: Subscription | undefined;
      const flush = (): void => {
        window = undefined;
        if (pending.length === 0) return;
        const items = pending;
        pending = [];
        if (!items.every(light)) window = scheduler.schedule(flush, interval);
        out.next(items);
      };
      const subscription = source.subscribe({
        next: (item) => {
          pending.push(item);
          if (!window) flush();
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
