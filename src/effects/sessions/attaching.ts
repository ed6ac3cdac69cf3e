import { failureOf } from '../../model/failure.ts';
import type { ContainerRef, ExecResult } from '../../model/session.ts';
import { wholeContainer } from '../../model/sessions/debug-container.ts';
import type { Connection } from '../../ports/connection.ts';
import type { Connecting } from './connecting.ts';

/** Attaches to a container as it was made: with a terminal only where it has one. */
export async function attachTo(
  connection: Connection,
  { namespace, pod, container }: ContainerRef,
  connecting: Connecting,
): Promise<ExecResult> {
  try {
    const whole = await connection.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod });
    const { stdin = false, tty = false } = wholeContainer(whole, container) ?? {};
    const request = { namespace, pod, container, command: [], tty, stdin, attach: true } as const;
    // Who types leaves by keys that are read here.
    if (!stdin) connecting.watch();
    const ends = tty ? connecting : connecting.withLines();
    return await connection.exec(request, ends, connecting.signal);
  } catch (error) {
    return { type: 'failed', failure: failureOf(error) };
  }
}
