import type { Pod } from '../kinds/objects.ts';
import type { Service } from './objects.ts';
import { dnsNameOf } from './pod-names.ts';
import { isHeadless, type ServiceView } from './pod-services.ts';

/**
 * Whether the name that a Pod asks for by its subdomain is in DNS: it takes a hostname, and a headless
 * Service called as the subdomain that holds the Pod (shouldSetHostname of k8s.io/endpointslice).
 * Undefined where it asks for none.
 *
 * @param services all of the namespace; undefined where they are not known
 * @param leading those of them that lead to the Pod
 */
export function dnsText(
  pod: Pod,
  services: Iterable<Service> | undefined,
  leading: readonly ServiceView[],
): string | undefined {
  const name = dnsNameOf(pod);
  const service = pod.spec?.subdomain;
  if (name === undefined || !service) return undefined;
  if (!pod.spec?.hostname) return 'in DNS by no name of its own: it has a subdomain, but no hostname';
  if (!services) return `in DNS ${name}, if a headless Service ${service} exists`;
  const why = whyNot(service, services, leading);
  return why === undefined
    ? `in DNS ${name}, by headless Service ${service}`
    : `not in DNS as ${name}: ${why}`;
}

function whyNot(
  service: string,
  services: Iterable<Service>,
  leading: readonly ServiceView[],
): string | undefined {
  const found = [...services].find(({ metadata }) => metadata.name === service);
  if (!found) return `no Service ${service}`;
  if (!isHeadless(found)) return `Service ${service} is not headless`;
  const endpoint = leading.find(({ name }) => name === service)?.endpoint ?? 'absent';
  if (endpoint === 'absent') return `Service ${service} does not hold it`;
  return endpoint === 'not ready' ? `Service ${service} holds it as not ready` : undefined;
}
