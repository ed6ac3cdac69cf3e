import { failureOf } from '../../model/failure.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Door } from '../door/door.ts';
import { readPage } from '../door/envelopes.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { collectionPath, RESOURCES } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';
import type { LogLook } from './read-logs.ts';

/**
 * Gives a Pod as it is now. Who may not get it may have the right to list it, which with `pods/log` is all that
 * `kubectl logs -l` needs.
 */
export function lookingAtPods(get: LogLook, transport: Pick<Transport, 'json'>, door: Door): LogLook {
  const listed: LogLook = async ({ namespace, name }) => {
    const query = new URLSearchParams({ fieldSelector: `metadata.name=${name}` });
    const list = await transport.json<unknown>(
      `${collectionPath(RESOURCES.pods, namespace)}?${query.toString()}`,
    );
    const [pod] = readPage(list, new Set(), 'Pod').items.map(door.objects<Pod>(RESOURCES.pods));
    if (pod) return pod;
    throw new ClusterError({ code: 404, reason: 'NotFound', message: `there is no Pod ${name}` });
  };
  return async (place) => {
    try {
      return await get(place);
    } catch (refusal) {
      if (failureOf(refusal).code !== 403) throw refusal;
      return listed(place).catch((error: unknown) => {
        // Who may do neither is told what was asked for first.
        throw failureOf(error).code === 403 ? refusal : error;
      });
    }
  };
}
