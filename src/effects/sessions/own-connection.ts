import { failureOf } from '../../model/failure.ts';
import type { SessionStatus } from '../../model/session.ts';
import type { Connection } from '../../ports/connection.ts';
import type { World } from '../../ports/world.ts';

type Ended = Extract<SessionStatus, { readonly type: 'left' | 'ended' | 'failed' }>;

/**
 * Does something on a connection of its own: that of the dashboard goes with the context, what runs beside it stays. How
 * it ended: as it should, stopped by the signal, or why it could not; never rejects.
 */
export async function onOwnConnection(
  { clusters }: World,
  context: string,
  work: (connection: Connection) => Promise<void>,
  signal: AbortSignal,
): Promise<Ended> {
  let connection: Connection | undefined;
  try {
    connection = clusters.connect(context);
    await work(connection);
    return { type: 'ended' };
  } catch (error) {
    return signal.aborted ? { type: 'left' } : { type: 'failed', failure: failureOf(error) };
  } finally {
    connection?.close();
  }
}
