import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tidied, Unfinished } from '../../src/cluster/unfinished.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What takes so long to go once it is given up, in ms. */
const lasting = (unfinished: Unfinished, what: string, ms: number): void =>
  void unfinished.run(undefined, what, (signal) => {
    return new Promise((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, ms)));
  });

/** What is said, and whether it is over, after each of these, in ms. */
async function ending(unfinished: readonly Unfinished[], ...after: readonly number[]) {
  const said: string[] = [];
  let isOver = false;
  const tidying = tidied(unfinished, (text) => void said.push(text));
  void tidying?.then(() => (isOver = true));
  const told: { readonly said: readonly string[]; readonly isOver: boolean }[] = [];
  for (const ms of after) {
    await vi.advanceTimersByTimeAsync(ms);
    told.push({ said: [...said], isOver });
  }
  return told;
}

const TOLD = 'waiting for the shell to go and the Pod to go, for 8 s at most; ctrl-c leaves at once';

it('tells who ends the program what he waits for, after half a second, and waits for 8 s at most', async () => {
  const [one, other] = [new Unfinished(), new Unfinished()];
  for (const what of ['the shell to go', 'the shell to go']) lasting(one, what, 20_000);
  lasting(other, 'the Pod to go', 1000);
  expect(await ending([one, new Unfinished(), other], 499, 1, 7499, 1)).toEqual([
    { said: [], isOver: false },
    { said: [TOLD], isOver: false },
    { said: [TOLD], isOver: false },
    { said: [TOLD], isOver: true },
  ]);
});

it('tells nothing of what goes at once', async () => {
  const unfinished = new Unfinished();
  lasting(unfinished, 'the shell to go', 400);
  expect(await ending([unfinished], 400, 60_000)).toEqual([
    { said: [], isOver: true },
    { said: [], isOver: true },
  ]);
  expect(tidied([unfinished])).toBeUndefined();
});
