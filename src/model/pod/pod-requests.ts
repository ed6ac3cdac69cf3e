import type { Pod } from '../kinds/objects.ts';
import { own } from '../own.ts';
import { quantityOf } from '../quantity.ts';
import type { Container } from './container-objects.ts';

/**
 * How much of a resource a node must have left for a Pod: what its containers and sidecars ask for together, or the
 * largest init container beside the sidecars that are there by then (component-helpers, resource.PodRequests; without a
 * RuntimeClass' overhead). What the Pod asks for as a whole counts instead.
 */
export function podRequest({ spec }: Pod, resource: string): number {
  const asked = ({ resources }: Pick<Container, 'resources'>): number =>
    quantityOf(own(resources?.requests ?? {}, resource)) ?? 0;
  const whole = quantityOf(own(spec?.resources?.requests ?? {}, resource));
  if (whole !== undefined) return whole;
  let [sidecars, most] = [0, 0];
  for (const container of spec?.initContainers ?? []) {
    if (container.restartPolicy === 'Always') sidecars += asked(container);
    most = Math.max(most, container.restartPolicy === 'Always' ? sidecars : sidecars + asked(container));
  }
  const together = (spec?.containers ?? []).reduce((sum, container) => sum + asked(container), sidecars);
  return Math.max(together, most);
}
