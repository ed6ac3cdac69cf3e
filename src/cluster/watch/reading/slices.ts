import type { Timing } from '../backoff.ts';

/** So long all else waits at most, in ms: a key and a frame after it are to be within 16 ms. */
const LONGEST = 5;
/** So many things are done at once at most, however quickly that goes. */
const MOST = 64;

/**
 * Does something for each of a number of things, and lets all else run in between: keys and frames do not wait
 * for a list of thousands.
 *
 * @param told hears what came of the things since it heard last, also where one of them throws
 * @param before what it hears with the first of it
 */
export async function inSlices<T, R>(
  things: Iterable<T>,
  timing: Timing,
  signal: AbortSignal,
  run: (thing: T) => readonly R[],
  told: (results: readonly R[]) => void,
  before: readonly R[] = [],
): Promise<void> {
  let results: R[] = [...before];
  const tell = (): void => {
    told(results);
    results = [];
  };
  let done = 0;
  let until = timing.now() + LONGEST;
  try {
    for (const thing of things) {
      if (done === MOST || timing.now() >= until) {
        tell();
        await timing.turn();
        if (signal.aborted) return;
        done = 0;
        until = timing.now() + LONGEST;
      }
      results.push(...run(thing));
      done++;
    }
  } finally {
    tell();
  }
}
