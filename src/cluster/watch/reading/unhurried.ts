import type { Timing } from '../backoff.ts';

/** What is larger, in bytes, came faster than it was read. */
const SMALL = 32 * 1024;
/** So many small chunks one after the other are read as they come: the first rows of a list, and what few changes there are. */
const AT_ONCE = 64;
/** So long, in ms, more is waited for then: half a frame. */
const GATHERS = 16;

/**
 * Leaves what comes in many small chunks with the kernel for half a frame, so that it is read as one: an API server sends each
 * object of a list by itself, and waking for each of thousands takes longer than reading them. What comes fast is not held up.
 *
 * @param heard is told how many bytes came, each time some did
 */
export async function* unhurried(
  chunks: AsyncIterable<Uint8Array>,
  timing: Timing,
  signal: AbortSignal,
  heard: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let small = 0;
  for await (const chunk of chunks) {
    heard(chunk.length);
    yield chunk;
    const isSmall = chunk.length < SMALL;
    small = isSmall ? Math.min(small + 1, 2 * AT_ONCE) : Math.max(small - 1, 0);
    if (isSmall && small > AT_ONCE) await timing.sleep(GATHERS, signal);
  }
}
