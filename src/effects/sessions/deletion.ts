import type { ContainerRef, Ended } from '../../model/session.ts';
import { isDeleted, KILLED } from '../../model/sessions/deletion.ts';
import type { Connection } from '../../ports/connection.ts';

/**
 * Says besides of what was ended with its Pod: a kubelet kills what runs there, and tells no more than that. Not asked of a
 * connection that was lost: nobody may be there to answer.
 */
export async function withDeletion(
  connection: Connection,
  ref: ContainerRef & { readonly uid?: string | undefined },
  ended: Ended,
): Promise<Ended> {
  if (ended.type === 'lost' || (ended.type === 'exited' && ended.code < KILLED)) return ended;
  const isGone = await isDeleted((kind, place) => connection.one(kind, place), ref);
  return isGone ? { ...ended, deleted: true } : ended;
}
