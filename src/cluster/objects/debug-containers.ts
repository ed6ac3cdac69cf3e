import type { Able } from '../../model/capabilities.ts';
import type { KubeObject } from '../../model/kinds/objects.ts';
import { type DebugContainer, ephemeralContainer } from '../../model/sessions/debug-container.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { podPath } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';

/** Adds an ephemeral container by its subresource, as `kubectl debug` does. Rejects with a `ClusterError`. */
export async function addDebugContainer(
  transport: Transport,
  able: Able,
  { namespace, pod }: { readonly namespace: string; readonly pod: string },
  debug: DebugContainer,
): Promise<void> {
  if (able !== true) throw new ClusterError({ reason: 'Unable', message: able });
  const path = podPath({ namespace, name: pod });
  const whole = await transport.json<KubeObject>(path);
  const spec = { ephemeralContainers: [ephemeralContainer(debug, whole)] };
  await transport.json(`${path}/ephemeralcontainers`, {
    method: 'PATCH',
    body: JSON.stringify({ spec }),
    // Merged by the containers' names: those of others stay.
    contentType: 'application/strategic-merge-patch+json',
  });
}
