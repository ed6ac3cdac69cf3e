import { type MonoTypeOperatorFunction, tap } from 'rxjs';
import { busyText, isNoticed } from '../transport/coming-again.ts';
import type { Log } from '../../model/log.ts';
import { unreadText } from '../../model/text/unread-text.ts';
import { comingText } from '../../model/text/coming-text.ts';
import type { WatchScope } from '../../model/connection.ts';
import { LISTED_ANEW } from './delivery.ts';
import type { Failure, WatchEvent } from '../../model/kinds/watch-event.ts';

/** A list that is not complete after so long is told of, in ms. */
const LONG = 10_000;

/** Tells how a watch comes and goes: not of its objects, and without the next try's time, so that the same trouble is the same line. */
export function logWatch<T>(
  log: Log,
  kind: string,
  { namespace, labelSelector, fieldSelector }: WatchScope,
  now: () => number,
): MonoTypeOperatorFunction<readonly WatchEvent<T>[]> {
  const where = namespace === undefined ? 'all namespaces' : `namespace ${namespace}`;
  const selected = [labelSelector, fieldSelector].map((text) => (text === undefined ? '' : ` with ${text}`));
  const what = `${kind} in ${where}${selected.join('')}`;
  /** So long it has waited since something came, in ms, as a busy server said. */
  let waited = 0;
  /** A list that takes longer, in ms, is told of: twice as long as when it was last. */
  let tellsAt = LONG;
  return tap({
    subscribe: () => {
      waited = 0;
      tellsAt = LONG;
      log('debug', 'watch', `${what}: opened`);
    },
    unsubscribe: () => log('debug', 'watch', `${what}: closed`),
    next: (events) => {
      for (const event of events) {
        const again = 'failure' in event && event.failure.again;
        if (!again && event.type !== 'silent') waited = 0;
        if (event.type === 'upsert' || event.type === 'delete') continue;
        if (event.type === 'live') log('debug', 'watch', `${what}: live`);
        else if (event.type === 'synced') log('debug', 'watch', `${what}: ${event.count} listed`);
        else if (event.type === 'unreadable') log('warning', 'watch', `${what}: ${unreadText(event.count)}`);
        else if (event.type === 'silent') log('debug', 'watch', `${what}: ${silence(event.since)}`);
        else if (event.type === 'coming') {
          const ms = now() - event.since;
          if (ms < tellsAt) continue;
          tellsAt = ms * 2;
          log('warning', 'wait', `${what} come slowly: ${comingText(event, now())}, and not all of them yet`);
        } else if (again) waited = tellWait(log, what, event.failure, now(), waited);
        else if (event.failure.reason === LISTED_ANEW) log('debug', 'watch', event.failure.message);
        else log('warning', 'watch', `${what}: ${event.type}: ${event.failure.message}`);
      }
    },
  });
}

/** A command has nothing but this to say what it waits for, once that takes long. Gives how long it does, in ms. */
function tellWait(log: Log, what: string, failure: Failure, now: number, before: number): number {
  const ms = (failure.retryAt ?? now) - now;
  log('warning', isNoticed(before + ms) ? 'wait' : 'watch', busyText(what, failure, ms));
  return before + ms;
}

const silence = (since: number | undefined): string =>
  since === undefined ? 'answered again' : `no answer since ${new Date(since).toISOString()}`;
