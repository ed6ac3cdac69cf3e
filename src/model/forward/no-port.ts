import type { Pod } from '../kinds/objects.ts';
import type { Service } from '../network/objects.ts';
import { remotePort, servicePort } from './port-pair.ts';

/** Why a port leads nowhere, in words: of the Pod that is meant, of all there are, or of the Service. */
export function noPortText(
  remote: string,
  pod: Pod | undefined,
  pods: readonly Pod[],
  service?: Service,
): string {
  if (!service) return `Pod ${pod?.metadata.name ?? ''} has no port ${remote}`;
  const { name } = service.metadata;
  const port = servicePort(remote, service);
  if (!port) return `Service ${name} has no port ${remote}`;
  const has = pods.some((other) => remotePort(remote, other, service) !== undefined);
  const [who, whose] =
    has && pod
      ? [`Pod ${pod.metadata.name} has no`, `Service ${name},`]
      : [`no Pod of Service ${name} has a`, 'its'];
  return `${who} port named ${port.targetPort} (targetPort of ${whose} port ${port.port})`;
}
