import { defer, Observable, of, switchMap } from 'rxjs';
import type { WatchScope } from '../../model/connection.ts';
import type { KubeObject } from '../../model/kinds/objects.ts';
import type { Failure, WatchEvent } from '../../model/kinds/watch-event.ts';
import { toClusterError } from '../errors/cluster-error.ts';
import type { Timing } from '../watch/backoff.ts';

/** How often what may not be listed is asked for by its name, in ms: as what may not be watched is listed. */
const POLL_EVERY = 10_000;

/** The name that a field selector asks for, where it asks for nothing else. */
const nameIn = (fieldSelector = ''): string | undefined =>
  /^metadata\.name=([^,=!]+)$/.exec(fieldSelector)?.[1];

/**
 * A list of one name, which who may not list may get all the same: where it is denied, the object is asked for by that
 * name, again and again, and stands as one that is polled.
 */
export function orByName<T extends KubeObject>(
  list$: Observable<readonly WatchEvent<T>[]>,
  { namespace, fieldSelector }: WatchScope,
  get: (place: { namespace: string; name: string }) => Promise<T>,
  timing: Timing,
): Observable<readonly WatchEvent<T>[]> {
  const name = nameIn(fieldSelector);
  if (name === undefined || namespace === undefined) return list$;
  return defer(() => {
    let known: T | undefined;
    const asked = async (denied: Failure): Promise<readonly WatchEvent<T>[]> => {
      const polled = (): WatchEvent<T> => {
        const at = timing.now();
        return { type: 'polled', at, failure: { ...denied, retryAt: at + POLL_EVERY } };
      };
      const before = known;
      try {
        const object = await get({ namespace, name });
        known = object;
        const gone = before && before.metadata.uid !== object.metadata.uid ? [deleted(before)] : [];
        return [...gone, { type: 'upsert', object }, { type: 'synced', count: 1 }, polled()];
      } catch (error) {
        const { code, reason, message } = toClusterError(error, 'the connection was lost');
        if (code === undefined) return [{ type: 'stale', failure: { reason, message } }];
        if (code !== 404) return [{ type: 'failed', failure: denied }];
        known = undefined;
        return [...(before ? [deleted(before)] : []), { type: 'synced', count: 0 }, polled()];
      }
    };
    return list$.pipe(
      switchMap((events) => {
        const denied = events.find((event) => event.type === 'failed' && event.failure.code === 403);
        return denied?.type === 'failed' ? repeated(() => asked(denied.failure), timing) : of(events);
      }),
    );
  });
}

const deleted = <T>(object: T): WatchEvent<T> => ({ type: 'delete', object });

/** Asks at once, and again as long as somebody listens. */
function repeated<T>(ask: () => Promise<T>, timing: Timing): Observable<T> {
  return new Observable((out) => {
    const aborter = new AbortController();
    const { signal } = aborter;
    const run = async (): Promise<void> => {
      while (!signal.aborted) {
        const answer = await ask();
        if (!signal.aborted) out.next(answer);
        await timing.sleep(POLL_EVERY, signal);
      }
    };
    void run();
    return () => aborter.abort();
  });
}
