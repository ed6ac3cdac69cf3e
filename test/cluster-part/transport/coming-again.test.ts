import { expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { busyText, comingAgain, tellBusy } from '../../../src/cluster/transport/coming-again.ts';
import { MOST_AGAIN } from '../../../src/model/failure.ts';

type Busy = Partial<Pick<ClusterError, 'code' | 'retryAfterMs'>>;

/** What comes of a server that fails so many times, and then answers; and how long it was left alone in between, in ms. */
async function asked(failure: Busy, times: number) {
  const pauses: number[] = [];
  let left = times;
  const answer = await comingAgain(
    () =>
      left-- > 0
        ? Promise.reject(new ClusterError({ reason: 'Busy', message: 'busy', ...failure }))
        : Promise.resolve('answer'),
    { pause: (ms) => Promise.resolve(void pauses.push(ms)) },
  ).catch((error: unknown) => (error as Error).message);
  return { answer, pauses };
}

it.each([429, 500, 503, 504])('asks again when the server said that it may (%d)', async (code) => {
  expect(await asked({ code, retryAfterMs: 1500 }, 3)).toEqual({
    answer: 'answer',
    pauses: [1500, 1500, 1500],
  });
});

it('asks again at once where the server says so', async () => {
  expect(await asked({ code: 429, retryAfterMs: 0 }, 2)).toEqual({ answer: 'answer', pauses: [0, 0] });
});

it.each([{ code: 503 }, { code: 403, retryAfterMs: 1000 }, { retryAfterMs: 1000 }])(
  'takes %j for the answer',
  async (failure) => {
    expect(await asked(failure, 1)).toEqual({ answer: 'busy', pauses: [] });
  },
);

it('tells what is waited for long, or for the second time, and for how long', async () => {
  const told: unknown[] = [];
  const failure = new ClusterError({ code: 429, reason: 'Busy', message: 'slow down', retryAfterMs: 1500 });
  const answers = [failure, failure, undefined];
  await comingAgain(
    () => {
      const answer = answers.shift();
      return answer ? Promise.reject(answer) : Promise.resolve();
    },
    {
      pause: () => Promise.resolve(),
      tell: tellBusy('/api/v1/namespaces/n/pods/p/log?follow=true', (...words) => told.push(words)),
    },
  );
  const text =
    'the server is busy, and asked again in 2 s, as it says: /api/v1/namespaces/n/pods/p/log (429: slow down)';
  expect(told).toEqual([['warning', 'busy', text, 1500]]);
});

it('says so where the server asks for longer than is waited', () => {
  const busy = { code: 503, message: 'starting', saidMs: 300_000 };
  expect(busyText('/version', busy, 60_000)).toBe(
    'the server is busy, and asked again in 60 s, though it says 300 s: /version (503: starting)',
  );
});

it('gives up after the tenth time', async () => {
  const { answer, pauses } = await asked({ code: 429, retryAfterMs: 1000 }, Infinity);
  expect(answer).toBe('busy');
  expect(pauses).toHaveLength(MOST_AGAIN);
});
