import { Observable } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { comingAgain, MOST_AGAIN } from '../../src/cli/one-shot/coming-again.ts';
import { listAll } from '../../src/cli/one-shot/snapshot.ts';
import type { Failure, WatchEvent } from '../../src/model/kinds/watch-event.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { pods } from '../fixtures/index.ts';

const TOO_NEW = { code: 504, reason: 'Timeout', message: 'Too large resource version: 13, current: 10' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that fails so many times, and then has an answer. */
function busy<T>(failure: object, times: number, answer: T) {
  let asked = 0;
  return {
    ask: () =>
      asked++ < times ? Promise.reject(Object.assign(new Error(), failure)) : Promise.resolve(answer),
    asked: () => asked,
  };
}

/** How it ended, after so many ms. */
async function after(ms: number, promise: Promise<unknown>): Promise<unknown> {
  const settled = promise.then(
    (value) => ({ value }),
    ({ code }: { code?: number }) => ({ code }),
  );
  await vi.advanceTimersByTimeAsync(ms);
  return Promise.race([settled, Promise.resolve('waits')]);
}

it.each([429, 500, 503, 504])('asks again when the server said that it may (%d)', async (code) => {
  const { ask } = busy({ code, retryAfterMs: 1000 }, 3, 'answer');
  const answer = comingAgain(ask);
  expect(await after(2999, answer)).toBe('waits');
  expect(await after(1, answer)).toEqual({ value: 'answer' });
});

it.each([{ code: 503 }, { code: 403, retryAfterMs: 1000 }, { retryAfterMs: 1000 }])(
  'takes %j for the answer',
  async (failure) => {
    const { ask, asked } = busy(failure, 1, 'answer');
    expect(await after(0, comingAgain(ask))).toEqual({ code: failure.code });
    expect(asked()).toBe(1);
  },
);

it('gives up after the tenth time', async () => {
  const { ask, asked } = busy({ code: 429, retryAfterMs: 1000 }, Infinity, '');
  expect(await after(60_000, comingAgain(ask))).toEqual({ code: 429 });
  expect(asked()).toBe(MOST_AGAIN + 1);
});

/** A list whose watch fails so many times before it is there. */
function list(failure: Failure, times: number): Promise<readonly Pod[]> {
  const events$ = new Observable<readonly WatchEvent<Pod>[]>((out) => {
    for (let failed = 0; failed < times; failed++) out.next([{ type: 'stale', failure }]);
    out.next(pods.map((object) => ({ type: 'upsert', object }) as const));
    out.next([{ type: 'synced', count: pods.length }]);
  });
  const connection = { watch: () => events$ } as unknown as Connection;
  return listAll(connection, 'pods', {}, { cluster: 'kind' });
}

it('waits for a list as long as the server says when to come again, but not for ever', async () => {
  await expect(list({ ...TOO_NEW, again: true }, MOST_AGAIN)).resolves.toHaveLength(pods.length);
  await expect(list({ ...TOO_NEW, again: true }, MOST_AGAIN + 1)).rejects.toThrow('Too large');
  await expect(list(TOO_NEW, 1)).rejects.toThrow('Too large');
});
