import type { Pod } from '../../kinds/objects.ts';
import { selects } from '../../network/label-selector.ts';
import type { Service } from '../../network/objects.ts';
import { leadsToNobody, podServices, type ServiceView } from '../../network/pod-services.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { hasCondition } from '../pod-health.ts';
import { budgetClauses } from './budgets.ts';
import type { Autoscaler, Budget, Scaled } from './objects.ts';
import { troubledScalers } from './scalers.ts';

/** What stands around a Pod or an owner and is not well, or keeps it from being so. */
export interface Around {
  /** Services that should lead to it and do not, a sentence each. */
  readonly services: readonly string[];
  /** That nothing names it in DNS as its spec wants, which many never notice. */
  readonly naming: readonly string[];
  /** What keeps it from being evicted. */
  readonly budgets: readonly string[];
  /** Those that scale it, or an owner of it, and cannot. */
  readonly scalers: readonly Autoscaler[];
}

/** What there is in the namespace; undefined is what is not known. */
export interface AroundSources {
  readonly services: Iterable<Service> | undefined;
  readonly budgets: Iterable<Budget> | undefined;
  readonly scalers: Iterable<Autoscaler> | undefined;
  /** All Pods of the namespace; those of others are left out. */
  readonly pods: Iterable<Pod> | undefined;
}

/**
 * @param pod the Pod, or one of those that an owner has; undefined where it has none
 * @param owners the Pod's, or the owner and its own
 */
export function around(pod: Pod | undefined, owners: readonly Scaled[], sources: AroundSources): Around {
  const services = sources.services && [...sources.services];
  return {
    services: pod && services ? leadingClauses(pod, services, sources.pods) : [],
    naming: pod && services ? namingClauses(pod, services) : [],
    budgets: pod && sources.budgets ? budgetClauses(pod, sources.budgets) : [],
    scalers: troubledScalers(owners, sources.scalers ?? []),
  };
}

/** More Services are not gone through, each being all Pods: what is wrong is the same with all of them, mostly. */
const MOST = 3;

/** A Pod of a StatefulSet is not found by its name without the Service that its spec has as its subdomain. */
function namingClauses(pod: Pod, services: readonly Service[]): readonly string[] {
  const name = pod.spec?.subdomain;
  return !name || hasEnded(pod) || services.some(({ metadata }) => metadata.name === name)
    ? []
    : [`Service ${name}, which names it in DNS, is missing`];
}

function leadingClauses(
  pod: Pod,
  services: readonly Service[],
  pods: Iterable<Pod> | undefined,
): readonly string[] {
  if (hasEnded(pod)) return [];
  const all = new Map(services.map((service) => [service.metadata.name, service]));
  const leading = podServices(pod, all.values(), undefined);
  const portless = leading.services.filter(leadsToNobody).slice(0, MOST);
  if (!pods) return portless.map((view) => portlessClause(view, 'does not lead here'));
  let others: readonly Pod[] | undefined;
  const mates = (): readonly Pod[] =>
    (others ??= [...pods].filter(
      (each) => each.metadata.namespace === pod.metadata.namespace && !hasEnded(each),
    ));
  const lost = portless.map((view) => {
    const { leading, ready } = endpoints(all.get(view.name), mates());
    if (ready) return portlessClause(view, 'leads to other Pods, not to this one');
    return portlessClause(view, leading ? 'leads to no Pod that is ready' : 'leads nowhere');
  });
  const idle = hasCondition(pod, 'Ready') ? [] : leading.services.filter(({ publishes }) => !publishes);
  const empty = idle.slice(0, MOST).flatMap(({ name }) => {
    const { count, ready, portless } = endpoints(all.get(name), mates());
    const whom =
      count === 1
        ? 'its only Pod is not'
        : `none of its ${count} Pods is${portless ? ', with its port' : ''}`;
    return ready || count === 0 ? [] : [`Service ${name} has no endpoint that is ready: ${whom}`];
  });
  const missed = leading.nearMisses.slice(0, MOST).flatMap(({ name, key, wanted, has }) => {
    if (endpoints(all.get(name), mates()).count > 0) return [];
    const is = has === undefined ? `has no ${key}` : `has ${key}=${has}`;
    return [`Service ${name} selects no Pod: it wants ${key}=${wanted}, this one ${is}`];
  });
  return [...empty, ...lost, ...missed];
}

const portlessClause = ({ name, ports }: ServiceView, where: string): string =>
  `Service ${name} ${where}: no container has a port named ${ports.map(({ asked }) => asked).join(', ')}`;

/** What a Service has of these Pods, looked at until one is found that it leads to and that is ready. */
interface Endpoints {
  /** How many it selects. */
  readonly count: number;
  /** Whether it leads to any: a named port may be of another one's containers. */
  readonly leading: boolean;
  /** Whether it leads to one that is ready. */
  readonly ready: boolean;
  /** Whether one that is ready lacks its port. */
  readonly portless: boolean;
}

function endpoints(service: Service | undefined, pods: readonly Pod[]): Endpoints {
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
