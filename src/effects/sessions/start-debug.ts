import { failureOf } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { ContainerRef } from '../../model/session.ts';
import type { DebugContainer } from '../../model/sessions/debug-container.ts';
import type { Connection } from '../../ports/connection.ts';
import type { LentTerminal } from '../../ports/terminal.ts';

/** Makes a debug container, and waits until it runs. Why it does not, if so; also where it was given up. */
export async function whyNotRunning(
  terminal: LentTerminal,
  connection: Connection,
  { namespace, pod }: ContainerRef,
  debug: DebugContainer,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const tell = (text: string): void | Promise<void> => terminal.announce(`${text} (Ctrl-C gives up)`);
  void tell(`${debug.name}: being made`);
  try {
    const progress = await connection.startDebugContainer({ namespace, pod }, debug, tell, signal);
    if (progress.type === 'runs') return undefined;
    const message = `${debug.name} ended before it could be attached to: ${progress.text}`;
    return { reason: 'Ended', message };
  } catch (error) {
    return failureOf(error);
  }
}
