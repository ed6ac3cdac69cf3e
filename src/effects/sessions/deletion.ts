import { failureOf } from '../../model/failure.ts';
import type { ContainerRef, Ended } from '../../model/session.ts';
import type { Connection } from '../../ports/connection.ts';

/**
 * Says besides of what was ended with its Pod: a kubelet kills what runs there, and tells no more than that. Not asked of a
 * connection that was lost: nobody may be there to answer.
 */
export async function withDeletion(connection: Connection, ref: ContainerRef, ended: Ended): Promise<Ended> {
  if (ended.type === 'lost' || (ended.type === 'exited' && ended.code < KILLED)) return ended;
  return (await isDeleted(connection, ref)) ? { ...ended, deleted: true } : ended;
}

/** From here on an exit code is 128 and a signal. */
const KILLED = 129;

/** Where it cannot be found out it is not known to be. */
async function isDeleted(connection: Connection, { namespace, pod }: ContainerRef): Promise<boolean> {
  try {
    const { metadata } = await connection.one('pods', { namespace, name: pod });
    return metadata.deletionTimestamp !== undefined;
  } catch (error) {
    return failureOf(error).code === 404;
  }
}
