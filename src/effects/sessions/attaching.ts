import { failureOf } from '../../model/failure.ts';
import type { ContainerRef } from '../../model/session.ts';
import { wholeContainer } from '../../model/sessions/debug-container.ts';
import type { AttachResult, Connection } from '../../ports/connection.ts';
import type { Connecting } from './connecting.ts';

const LINES = 'it has no terminal: what is typed is sent as lines; Ctrl-C comes back';
const READS_NOTHING = 'it reads nothing that is typed; Ctrl-C comes back';

/** Attaches to a container as it was made: with a terminal only where it has one. */
export async function attachTo(
  connection: Connection,
  ref: ContainerRef,
  connecting: Connecting,
): Promise<AttachResult> {
  const { namespace, pod, container } = ref;
  try {
    const whole = await connection.get(
      { apiVersion: 'v1', kind: 'Pod', namespace, name: pod },
      connecting.signal,
    );
    const { stdin = false, tty = false } = wholeContainer(whole, container) ?? {};
    // Who types leaves by keys that are read here.
    if (!stdin) connecting.watch();
    if (!tty) await connecting.say(stdin ? LINES : READS_NOTHING);
    const ends = tty ? connecting : connecting.withLines();
    return await connection.attach({ namespace, pod, container, tty, stdin }, ends, connecting.signal);
  } catch (error) {
    return { type: 'failed', failure: failureOf(error) };
  }
}
