import { failureOf } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { ContainerRef } from '../../model/session.ts';
import type { DebugContainer } from '../../model/sessions/debug-container.ts';
import { debugProgress } from '../../model/sessions/debug-progress.ts';
import type { Connection } from '../../ports/connection.ts';
import type { LentTerminal } from '../../ports/terminal.ts';
import { pause } from './pause.ts';

/** How often it is asked how far it is, in ms. */
const EVERY = 500;

/** Makes it, and waits until it runs, saying what it waits for. Why it does not, if so; also where it was given up. */
export async function debugContainerRuns(
  terminal: LentTerminal,
  connection: Connection,
  { namespace, pod }: ContainerRef,
  debug: DebugContainer,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  try {
    await connection.addDebugContainer({ namespace, pod }, debug);
    let said = '';
    while (!signal.aborted) {
      const now = await connection.one('pods', { namespace, name: pod });
      const progress = debugProgress(now, debug.name, debug.image);
      if (progress.type === 'runs') return undefined;
      if (progress.type === 'ended')
        return {
          reason: 'Ended',
          message: `${debug.name} ended before it could be attached to: ${progress.text}`,
        };
      if (progress.text !== said) await terminal.announce(`${debug.name}: ${progress.text}`);
      said = progress.text;
      await pause(EVERY, signal);
    }
    return { reason: 'Aborted', message: 'given up' };
  } catch (error) {
    return failureOf(error);
  }
}
