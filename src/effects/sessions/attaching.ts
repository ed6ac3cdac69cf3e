import { failureOf } from '../../model/failure.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { containerStatuses } from '../../model/pod/containers.ts';
import type { ContainerRef, ExecResult } from '../../model/session.ts';
import { wholeContainer } from '../../model/sessions/debug-container.ts';
import type { Connection } from '../../ports/connection.ts';
import type { Connecting } from './connecting.ts';
import { pause } from './pause.ts';

/** How often, and how many times, it is asked how a container ended, in ms: a kubelet tells of it about a second later. */
const EVERY = 300;
const TIMES = 15;

/** Attaches to a container as it was made: with a terminal only where it has one. */
export async function attachTo(
  connection: Connection,
  ref: ContainerRef,
  connecting: Connecting,
): Promise<ExecResult | { readonly type: 'ended' }> {
  const { namespace, pod, container } = ref;
  try {
    const place = { namespace, name: pod };
    const [whole, now] = await Promise.all([
      connection.get({ apiVersion: 'v1', kind: 'Pod', ...place }),
      connection.one('pods', place),
    ]);
    const { stdin = false, tty = false } = wholeContainer(whole, container) ?? {};
    const request = { namespace, pod, container, command: [], tty, stdin, attach: true } as const;
    // Who types leaves by keys that are read here.
    if (!stdin) connecting.watch();
    const ends = tty ? connecting : connecting.withLines();
    const { signal } = connecting;
    const result = await connection.exec(request, ends, signal);
    // The server says Success whatever the container's exit code is.
    const isSuccess = result.type === 'exited' && result.code === 0;
    return isSuccess && !signal.aborted
      ? await exitOf(connection, ref, idOf(now, container), signal)
      : result;
  } catch (error) {
    return { type: 'failed', failure: failureOf(error) };
  }
}

const idOf = (pod: Pod, container: string): string | undefined =>
  containerStatuses(pod).find(({ name }) => name === container)?.containerID;

/** How the run of a container ended that had this id, by the Pod's status; it may have been started anew since. */
async function exitOf(
  connection: Connection,
  { namespace, pod, container }: ContainerRef,
  id: string | undefined,
  signal: AbortSignal,
): Promise<ExecResult | { readonly type: 'ended' }> {
  for (let time = 0; time < TIMES && id !== undefined && !signal.aborted; time++) {
    const now = await connection.one('pods', { namespace, name: pod }).catch(() => undefined);
    // Who is gone tells nothing any more.
    const status = now && containerStatuses(now).find(({ name }) => name === container);
    if (!status) break;
    const { state, lastState, containerID } = status;
    const over = [state?.terminated, containerID === id ? undefined : lastState?.terminated].find(Boolean);
    if (over?.exitCode !== undefined) return { type: 'exited', code: over.exitCode };
    await pause(EVERY, signal);
  }
  return { type: 'ended' };
}
