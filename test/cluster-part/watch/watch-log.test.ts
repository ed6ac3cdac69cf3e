import { of } from 'rxjs';
import { expect, it } from 'vitest';
import { logWatch } from '../../../src/cluster/watch/watch-log.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';

/** What is logged of a watch of Pods that tells so, at the time 0. */
function logged(...events: WatchEvent<never>[]): string[] {
  const lines: string[] = [];
  of(events)
    .pipe(
      logWatch(
        (level, source, text) => level !== 'debug' && lines.push(`${source}: ${text}`),
        'pods',
        { namespace: 'x' },
        () => 0,
      ),
    )
    .subscribe();
  return lines;
}

const busy = (retryAt: number, again = true): WatchEvent<never> => ({
  type: 'stale',
  failure: { code: 429, reason: 'TooManyRequests', message: 'slow down', ...(again && { again }), retryAt },
});
const inOneSecond =
  'the server is busy, and asked again in 1 s, as it says: pods in namespace x (429: slow down)';

it('says what a busy server has it wait for from the moment that this has taken long', () => {
  const [watch, wait] = ['watch', 'wait'].map((source) => `${source}: ${inOneSecond}`);
  expect(logged(busy(1000), busy(1000), busy(1000))).toEqual([watch, wait, wait]);
  expect(logged(busy(1000), { type: 'live' }, busy(1000))).toEqual([watch, watch]);
});

it('does not say that it is asked again as the server says where that is not so', () => {
  expect(logged(busy(30_000, false))).toEqual(['watch: pods in namespace x: stale: slow down']);
});

it('says of a list that is slow to come how much of it came, and again when it takes twice as long', () => {
  const coming = (seconds: number, bytes: number): WatchEvent<never> => ({
    type: 'coming',
    bytes,
    since: -1000 * seconds,
  });
  const events = [coming(9, 900), coming(10, 1000), coming(19, 1900), coming(20, 2000)];
  expect(logged(...events)).toEqual([
    'wait: pods in namespace x come slowly: 1Ki in 10s, and not all of them yet',
    'wait: pods in namespace x come slowly: 2Ki in 20s, and not all of them yet',
  ]);
});
