import { expect, it } from 'vitest';
import { realTiming } from '../../../../src/cluster/watch/backoff.ts';
import { unhurried } from '../../../../src/cluster/watch/reading/unhurried.ts';

const SMALL = 4 * 1024;
const LARGE = 64 * 1024;

/** Reads chunks of these sizes; gives how many were read when it waited, each time. */
async function waitsFor(sizes: readonly number[]): Promise<readonly number[]> {
  const waits: number[] = [];
  let read = 0;
  const heard: number[] = [];
  const sleep = (): Promise<void> => {
    waits.push(read);
    return Promise.resolve();
  };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const size of sizes) yield await Promise.resolve(new Uint8Array(size));
  }
  const { signal } = new AbortController();
  for await (const chunk of unhurried(chunks(), { ...realTiming, sleep }, signal, (bytes) =>
    heard.push(bytes),
  )) {
    expect(heard.at(-1)).toBe(chunk.length);
    expect(chunk.length).toBe(sizes[read]);
    read++;
  }
  expect(read).toBe(sizes.length);
  return waits;
}

const many = (count: number, size: number): number[] => new Array<number>(count).fill(size);

it('reads the first small chunks as they come, and waits between those of a long list', async () => {
  expect(await waitsFor(many(64, SMALL))).toEqual([]);
  expect(await waitsFor(many(100, SMALL))).toEqual(Array.from({ length: 36 }, (_, index) => 65 + index));
});

it('does not wait behind a large chunk, of which more is there', async () => {
  expect(await waitsFor(many(200, LARGE))).toEqual([]);
  expect(await waitsFor([...many(100, SMALL), LARGE, SMALL])).toHaveLength(37);
});

it('reads as it comes again what came fast for long', async () => {
  const [first, ...more] = [...many(128, SMALL), ...many(128, LARGE), ...many(64, SMALL)];
  const waits = await waitsFor([first as number, ...more]);
  expect(waits.at(-1)).toBe(128);
});
