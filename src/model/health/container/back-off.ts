import { humanDuration } from '../../ages.ts';
import type { ContainerView } from '../../pod/containers.ts';

const SECOND = 1000;

/**
 * When a kubelet tries again to start a container that crashes: `next try in 40s`, or that it waits where that is not
 * told. It waits from the end of the last run on (pkg/kubelet/kuberuntime, doBackOff), and says in its message for how
 * long: `back-off 2m40s restarting failed container=…`.
 *
 * @param now epoch milliseconds
 */
export function nextTry({ state, lastExitAt }: ContainerView, now: number): string {
  const pause = pauseIn(state.message ?? '');
  if (pause === undefined || lastExitAt === undefined) return 'waiting to restart';
  const left = lastExitAt + pause - now;
  return left < SECOND ? 'next try is due' : `next try in ${humanDuration(left)}`;
}

/** More than what is looked for takes; a message may be a megabyte. */
const BEGINNING = 80;

/** In milliseconds; undefined where it does not say. */
function pauseIn(message: string): number | undefined {
  const [, minutes = '0', seconds = '0'] =
    /^back-off (?:(\d{1,4})m)?(\d{1,4})(?:\.\d{1,9})?s restarting /.exec(message.slice(0, BEGINNING)) ?? [];
  const pause = (Number(minutes) * 60 + Number(seconds)) * SECOND;
  return pause > 0 ? pause : undefined;
}
