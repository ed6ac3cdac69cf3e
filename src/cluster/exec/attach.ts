import { failureOf } from '../../model/failure.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { containerStatuses } from '../../model/pod/containers.ts';
import type { ContainerRef } from '../../model/session.ts';
import type { Connection } from '../../ports/connection.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Timing } from '../watch/backoff.ts';

type Asks = Pick<Connection, 'exec' | 'one'>;

/** How often, and how many times, it is asked how a container ended, in ms: a kubelet tells of it about a second later, a busy one ten. */
const EVERY = 300;
const TIMES = 50;

/** Attaches, and finds out how the container ended: the server says Success whatever its exit code is. */
export function attaching(asks: Asks, timing: Timing): Connection['attach'] {
  return async ({ justMade = false, ...request }, streams, signal = new AbortController().signal) => {
    const { namespace, pod } = request;
    // Who may not get Pods may attach all the same.
    const now = await unlessAborted(asks.one('pods', { namespace, name: pod }), signal).catch(
      () => undefined,
    );
    const result = await asks.exec({ ...request, command: [], attach: true }, streams, signal);
    if (signal.aborted) return result;
    const isSuccess = result.type === 'exited' && result.code === 0;
    const mayBeOver = justMade && result.type === 'failed' && !REFUSED.has(result.failure.code ?? 0);
    if (!isSuccess && !mayBeOver) return result;
    const code = await exitOf(asks, request, now, timing, signal);
    if (mayBeOver) return typeof code === 'number' ? { type: 'exited', code, unseen: true } : result;
    if (code === 'gone') return { type: 'ended', deleted: true };
    return code === undefined ? { type: 'ended' } : { type: 'exited', code };
  };
}

/** Of a container it says nothing that the server lets nobody attach to it. */
const REFUSED: ReadonlySet<number> = new Set([401, 403]);

const idOf = (pod: Pod, container: string): string | undefined =>
  containerStatuses(pod).find(({ name }) => name === container)?.containerID;

/**
 * With which code the run of a container ended that a Pod had, by the Pod's status; it may have been started anew since. `gone`
 * where the Pod went before it told; undefined where it goes on, or nobody tells.
 *
 * @param before the Pod as it was then; undefined where nobody may ask for it
 */
async function exitOf(
  { one }: Asks,
  { namespace, pod, container }: ContainerRef,
  before: Pod | undefined,
  timing: Timing,
  signal: AbortSignal,
): Promise<number | 'gone' | undefined> {
  const id = before && idOf(before, container);
  for (let time = 0; time < TIMES && !signal.aborted; time++) {
    const now = await unlessAborted(one('pods', { namespace, name: pod }), signal).catch((error: unknown) =>
      failureOf(error).code === 404 ? 'gone' : undefined,
    );
    if (now === 'gone' || (now && before && now.metadata.uid !== before.metadata.uid)) return 'gone';
    const status = now && containerStatuses(now).find(({ name }) => name === container);
    if (!status) break;
    const { state, lastState, containerID } = status;
    const over = [
      state?.terminated,
      id === undefined || containerID === id ? undefined : lastState?.terminated,
    ].find(Boolean);
    if (over?.exitCode !== undefined) return over.exitCode;
    await timing.sleep(EVERY, signal);
  }
  return undefined;
}
