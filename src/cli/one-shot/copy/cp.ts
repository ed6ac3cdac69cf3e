import { failureOf } from '../../../model/failure.ts';
import { besideText, NO_SHELL } from '../../../model/processes/way-in.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { CpShot } from '../../arguments/cp-command.ts';
import { enteredContainer } from '../exec/target-container.ts';
import { untilSignal } from '../logs/until-signal.ts';
import { failing } from '../failing.ts';
import { namedPod, type OneShotSource } from '../source.ts';
import { copyTeller } from './copy-teller.ts';

/** `podscope cp`: 1 where it could not be copied, or a signal's code. */
export async function runCp(shot: CpShot, source: OneShotSource, output: Writer): Promise<number> {
  const fail = failing(output);
  const { direction, local, remote, preserve, retries } = shot;
  if (shot.readonly)
    return fail('podscope was started with --readonly: nothing is copied to or from containers');
  const pod = await namedPod(shot.pod, source, output);
  if (!pod) return 1;
  const container = enteredContainer(pod, shot.container, output);
  if (container === undefined) return 1;
  const { uid } = pod.metadata;
  const where = { namespace: source.namespace, pod: shot.pod, container, uid };
  const teller = copyTeller(output, () => performance.now());
  return untilSignal(process, async (signal) => {
    try {
      await source.copyFiles({ ...where, direction, local, remote, preserve, retries }, teller.tell, signal);
      teller.done();
      return 0;
    } catch (error) {
      teller.clear();
      if (signal.aborted) return fail('cancelled; nothing was put in its place');
      const { reason, message } = failureOf(error);
      if (reason === NO_SHELL) return fail(`${message}, or ${besideText(pod, container, source.here)}`);
      throw error;
    }
  });
}
