import { type Life, lifeWithin } from '../../life.ts';
import type { Timing } from '../backoff.ts';
import { unlessHeard } from '../delivery.ts';

/** The head of a watch's answer is waited for so long, in ms, before it is found out whether watches come through all the same. */
export const HELD = 5000;

type Bytes = AsyncIterable<Uint8Array>;

export interface Heading {
  readonly timing: Timing;
  /** Asks for the watch. */
  readonly ask: (signal: AbortSignal) => Promise<Bytes>;
  /** Whether something comes of a watch of which a server has something to send at once. */
  readonly comesThrough: (signal: AbortSignal) => Promise<boolean>;
  /** The watch goes on, as far as can be known. */
  readonly goesOn: () => void;
}

/**
 * Follows a watch. Something before the server may hold the head of its answer back until there is more, which may be minutes. So
 * where none comes, a watch is tried of which there is more at once. If that comes through, the one that was asked for may be well, or
 * lost: it is asked for once more, and goes on, answered or not. If it does not, or the answer comes meanwhile, nothing is different.
 */
export async function withHead(
  heading: Heading,
  outer: AbortSignal,
  follow: (stream: Bytes) => Promise<void>,
): Promise<void> {
  const { timing, ask, goesOn } = heading;
  const [first, again] = [lifeWithin(outer), lifeWithin(outer)];
  try {
    const answer = ask(first.signal);
    if (!(await isHeld(answer, heading, outer))) return await follow(await answer);
    first.abort();
    const heard = unlessHeard(timing, outer, goesOn);
    await follow(await ask(again.signal).finally(heard));
  } finally {
    end(first);
    end(again);
  }
}

/** Whether there is no answer, and watches come through nevertheless. Rejects as the answer does. */
async function isHeld(
  answer: Promise<Bytes>,
  { timing, comesThrough }: Heading,
  outer: AbortSignal,
): Promise<boolean> {
  const waiting = lifeWithin(outer);
  const answered = answer.then(() => true);
  try {
    if (await Promise.race([answered, timing.sleep(HELD, waiting.signal)])) return false;
    const through = comesThrough(waiting.signal).catch(() => false);
    return await Promise.race([answered.then(() => false), through]);
  } finally {
    end(waiting);
  }
}

function end(life: Life): void {
  life.over();
  life.abort();
}
