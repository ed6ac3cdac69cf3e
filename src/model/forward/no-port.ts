import type { Pod } from '../kinds/objects.ts';
import { declaredPorts } from '../network/declared-ports.ts';
import type { Service } from '../network/objects.ts';
import { forwardablePorts, remotePort, servicePort } from './port-pair.ts';
import { someOf } from '../text/shortened.ts';

/** Why a port leads nowhere, in words: of the Pod that is meant, of all there are, or of the Service. */
export function noPortText(
  remote: string,
  pod: Pod | undefined,
  pods: readonly Pod[],
  service?: Service,
): string {
  if (!service) return `Pod ${pod?.metadata.name ?? ''} has no port ${remote}: it ${declaredText(pod)}`;
  const { name } = service.metadata;
  const port = servicePort(remote, service);
  if (!port) return `Service ${name} has no port ${remote}: it ${hasText(forwardablePorts(service))}`;
  const has = pods.some((other) => remotePort(remote, other, service) !== undefined);
  const [who, whose] =
    has && pod
      ? [`Pod ${pod.metadata.name} has no`, `Service ${name},`]
      : [`no Pod of Service ${name} has a`, 'its'];
  return `${who} port named ${port.targetPort} (targetPort of ${whose} port ${port.port})`;
}

/** What a Pod declares that can be forwarded to, of TCP, in words that follow its name: `has http (80), 9090`, `declares none`. */
export const declaredText = (pod: Pod | undefined): string =>
  hasText(pod ? declaredPorts(pod).filter(({ protocol }) => protocol === 'TCP') : []);

/** More ports than this say less, not more. */
const MOST_PORTS = 8;

function hasText(ports: readonly { readonly name?: string | undefined; readonly port: number }[]): string {
  if (ports.length === 0) return 'declares none';
  return `has ${someOf(ports, MOST_PORTS, ({ name, port }) => (name ? `${name} (${port})` : `${port}`))}`;
}
