import type { Pod } from '../../kinds/objects.ts';
import { selects } from '../../network/label-selector.ts';
import type { Service } from '../../network/objects.ts';
import { leadsToNobody, podServices, type ServiceView } from '../../network/pod-services.ts';
import { hasCondition } from '../pod-health.ts';

/** What a Service has of these Pods, looked at until one is found that it leads to and that is ready. */
export interface Endpoints {
  /** How many it selects. */
  readonly count: number;
  /** Whether it leads to any: a named port may be of another one's containers. */
  readonly leading: boolean;
  /** Whether it leads to one that is ready. */
  readonly ready: boolean;
  /** Whether one that is ready lacks its port. */
  readonly portless: boolean;
}

export function endpoints(service: Service | undefined, pods: readonly Pod[]): Endpoints {
  const matchLabels = service?.spec?.selector ?? {};
  let [count, leading, portless] = [0, false, false];
  for (const pod of pods) {
    if (!service || !selects({ matchLabels }, pod.metadata.labels ?? {})) continue;
    count += 1;
    const isReady = service.spec?.publishNotReadyAddresses === true || hasCondition(pod, 'Ready');
    const leads = !podServices(pod, [service], undefined).services.every(leadsToNobody);
    if (leads && isReady) return { count, leading: true, ready: true, portless };
    leading ||= leads;
    portless ||= isReady;
  }
  return { count, leading, ready: false, portless };
}

/** That a Service does not lead where it should. */
export interface ServiceTrouble {
  readonly name: string;
  /** `leads nowhere: no container has a port named web` */
  readonly says: string;
  /** The same in a word or two. */
  readonly lack: string;
}

export const troubleText = ({ name, says }: ServiceTrouble): string => `Service ${name} ${says}`;

/** That no container has the ports that it names. */
export function portlessTrouble({ name, ports }: ServiceView, where: string): ServiceTrouble {
  const asked = ports.map((port) => port.asked).join(', ');
  return { name, says: `${where}: no container has a port named ${asked}`, lack: 'no port' };
}

/** That none of its Pods is ready. */
export function idleTrouble(name: string, { count, portless }: Endpoints): ServiceTrouble {
  const whom =
    count === 1 ? 'its only Pod is not' : `none of its ${count} Pods is${portless ? ', with its port' : ''}`;
  return { name, says: `has no endpoint that is ready: ${whom}`, lack: 'none ready' };
}
