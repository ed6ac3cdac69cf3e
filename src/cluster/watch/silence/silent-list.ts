import { ClusterError, IDLE_TIMEOUT } from '../../errors/cluster-error.ts';
import type { Life } from '../../life.ts';
import type { Timing } from '../backoff.ts';

/**
 * A server sends a streamed list as fast as it can, right behind the head of its answer: of one of which nothing comes for so
 * long, in ms, something before the server holds it back, and it is asked for in another way. Until it is answered it may take twice
 * as long: longer than a connection may take to stand.
 */
export const LIST_SILENT_MS = 10_000;

/**
 * Ends a list of which nothing comes any more.
 *
 * @param how it stands: when something came of it last (epoch ms), and whether it was answered; undefined once it is complete
 */
export async function endIfSilent(
  list: Life,
  { timing, path }: { readonly timing: Timing; readonly path: string },
  how: () => { readonly heard: number; readonly answered: boolean } | undefined,
): Promise<void> {
  for (let stands = how(); stands && !list.signal.aborted; stands = how()) {
    const left = stands.heard + LIST_SILENT_MS * (stands.answered ? 1 : 2) - timing.now();
    if (left <= 0) {
      const message = `nothing came of the list of ${path} for ${LIST_SILENT_MS / 1000} s`;
      return list.abort(new ClusterError({ reason: IDLE_TIMEOUT, message }));
    }
    // Meanwhile it may have been answered.
    await timing.sleep(Math.min(left, LIST_SILENT_MS), list.signal);
  }
}
