import { failureOf } from '../../model/failure.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { HELPER_LABELS } from '../../model/processes/helper.ts';
import { type Leftover, leftoverOf, type Leftovers } from '../../model/processes/leftovers.ts';
import type { Door } from '../door/door.ts';
import { readPage } from '../door/envelopes.ts';
import { collectionPath, podPath, RESOURCES } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';

/** What looking for leftovers asks of a connection. */
export interface LeftoverAsks {
  readonly transport: Transport;
  readonly door: Door;
  readonly now: () => number;
}

/** So many namespaces are asked one by one where all at once may not be. */
const MOST_NAMESPACES = 500;

/**
 * The Pods that looked at nodes and are still there, in all namespaces where they may be listed; never rejects.
 *
 * @param known the namespaces to ask where neither all Pods nor the namespaces may be listed
 */
export async function findLeftovers(asks: LeftoverAsks, known: readonly string[]): Promise<Leftovers> {
  try {
    return { found: await helpersIn(asks, undefined), unseen: [] };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 403) return { found: [], unseen: [`it was not found out: ${failure.message}`] };
  }
  const { names, untold } = await namespaces(asks, known);
  const found: Leftover[] = [];
  const denied: string[] = [];
  for (const name of names.slice(0, MOST_NAMESPACES)) {
    try {
      found.push(...(await helpersIn(asks, name)));
    } catch (error) {
      denied.push(failureOf(error).code === 403 ? name : `${name} (${failureOf(error).message})`);
    }
  }
  denied.push(...names.slice(MOST_NAMESPACES));
  const where = denied.length === 0 ? [] : [`Pods may not be listed in ${denied.join(', ')}`];
  return { found, unseen: [...where, ...untold] };
}

/** Those of one namespace, or of all. Rejects with a `ClusterError`. */
export async function helpersIn(
  { transport, door, now }: LeftoverAsks,
  namespace: string | undefined,
): Promise<readonly Leftover[]> {
  const labels = Object.entries(HELPER_LABELS).map((pair) => pair.join('='));
  const query = new URLSearchParams({ labelSelector: labels.join(','), limit: '500' }).toString();
  const answer = await transport.json(`${collectionPath(RESOURCES.pods, namespace)}?${query}`);
  const kept = door.objects<Pod>(RESOURCES.pods);
  return readPage(answer, new Set(), 'Pod').items.flatMap((item) => {
    const pod = kept(item);
    return pod ? [leftoverOf(pod, now())] : [];
  });
}

/** Removes one, unless another has its name by now. Rejects with a `ClusterError`. */
export async function removeLeftover(
  transport: Transport,
  { namespace, name, uid }: Pick<Leftover, 'namespace' | 'name' | 'uid'>,
): Promise<void> {
  const path = podPath({ namespace, name });
  const body = JSON.stringify({ gracePeriodSeconds: 0, preconditions: { uid } });
  try {
    await transport.json(path, { method: 'DELETE', body });
  } catch (error) {
    // It is gone, or is another by now: 404, 409.
    const { code } = failureOf(error);
    if (code !== 404 && code !== 409) throw error;
  }
}

async function namespaces(
  { transport, door }: LeftoverAsks,
  known: readonly string[],
): Promise<{ readonly names: readonly string[]; readonly untold: readonly string[] }> {
  try {
    const answer = await transport.json(collectionPath(RESOURCES.namespaces, undefined));
    const kept = door.objects(RESOURCES.namespaces);
    const names = readPage(answer, new Set(), 'Namespace').items.flatMap((item) => {
      const one = kept(item);
      return one ? [one.metadata.name] : [];
    });
    return { names, untold: [] };
  } catch (error) {
    const untold = `which other namespaces there are is not known: ${failureOf(error).message}`;
    return { names: known, untold: [untold] };
  }
}
