import { expect, it } from 'vitest';
import type { Timing } from '../../../../src/cluster/watch/backoff.ts';
import { inSlices } from '../../../../src/cluster/watch/reading/slices.ts';

/** Does a thousand things that each take so long, in ms; gives what was told, with `|` wherever all else could run. */
async function told(each: number, options: { fails?: number; aborts?: number } = {}): Promise<string[]> {
  let now = 0;
  const heard: string[] = [];
  const aborter = new AbortController();
  const turn = (): Promise<void> => {
    heard.push('|');
    if (heard.filter((part) => part === '|').length === options.aborts) aborter.abort();
    return Promise.resolve();
  };
  const timing: Timing = { now: () => now, turn, sleep: () => Promise.resolve(), random: () => 0 };
  const things = Array.from({ length: 1000 }, (_, number) => number);
  const run = (thing: number): number[] => {
    now += each;
    if (thing === options.fails) throw new Error('no');
    return [thing];
  };
  await inSlices(things, timing, aborter.signal, run, (results) => heard.push(String(results.length))).catch(
    () => heard.push('failed'),
  );
  return heard;
}

it('lets all else run after 64 things, and sooner where they take longer', async () => {
  const quick = await told(0);
  expect(quick.filter((part) => part === '|')).toHaveLength(15);
  expect(quick.slice(0, 4)).toEqual(['64', '|', '64', '|']);
  expect((await told(1)).slice(0, 4)).toEqual(['5', '|', '5', '|']);
  expect((await told(30)).slice(0, 4)).toEqual(['1', '|', '1', '|']);
});

it('tells what was done before one failed, and nothing more once nobody listens', async () => {
  expect(await told(0, { fails: 70 })).toEqual(['64', '|', '6', 'failed']);
  expect(await told(0, { aborts: 2 })).toEqual(['64', '|', '64', '|', '0']);
});
