import type { Asking } from '../asking.ts';
import type { Run } from '../run-of.ts';

/** A container that is to be started again, or whose node does not have it, is looked after so often at first, and so often at last; in ms. */
export const FIRST_LOOK = 500;
/** So often nothing new has to come of a log whose container has ended: a busy node is late with what was said last. */
export const QUIET_LOOKS = 3;
export const LAST_LOOK = 5000;

/** Waits until a container that has ended has begun anew, or is not to any more. */
export async function untilStarted(
  ended: Run,
  asking: Pick<Asking, 'look' | 'pause'>,
  signal: AbortSignal,
): Promise<void> {
  for (let delay = FIRST_LOOK; !signal.aborted; delay = Math.min(LAST_LOOK, delay * 2)) {
    await asking.pause(delay);
    const now = await asking.look();
    if (!now || now.running || now.count > ended.count || !now.again) return;
  }
}
