import { failureOf } from '../failure.ts';
import type { Pod } from '../kinds/objects.ts';

/** From here on an exit code is 128 and a signal. */
export const KILLED = 129;

/**
 * Whether a Pod is gone, or about to go. Where that cannot be found out it is not known to be.
 *
 * @param one asks for a Pod; rejects with a failure, whose `code` is 404 where there is none
 * @param where its namespace and name, and, where that is known, its uid, by which it is told from one that follows it
 */
export async function isDeleted(
  one: (kind: 'pods', place: { readonly namespace: string; readonly name: string }) => Promise<Pod>,
  where: { readonly namespace: string; readonly pod: string; readonly uid?: string | undefined },
): Promise<boolean> {
  const { namespace, pod, uid } = where;
  try {
    const { metadata } = await one('pods', { namespace, name: pod });
    return metadata.deletionTimestamp !== undefined || (uid !== undefined && metadata.uid !== uid);
  } catch (error) {
    return failureOf(error).code === 404;
  }
}
