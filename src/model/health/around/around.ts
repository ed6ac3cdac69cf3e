import type { Pod } from '../../kinds/objects.ts';
import type { Service } from '../../network/objects.ts';
import { leadsToNobody, podServices } from '../../network/pod-services.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { hasCondition } from '../pod-health.ts';
import { budgetClauses } from './budgets.ts';
import { endpoints, idleTrouble, portlessTrouble, type ServiceTrouble, troubleText } from './endpoints.ts';
import type { Autoscaler, Budget, Scaled } from './objects.ts';
import { troubledScalers } from './scalers.ts';

/** What stands around a Pod or an owner and is not well, or keeps it from being so. */
export interface Around {
  /** Services that should lead to it and do not, a sentence each. */
  readonly services: readonly string[];
  /** What is the matter with those, by what they are called. */
  readonly troubles: readonly ServiceTrouble[];
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
  const troubles = pod && services ? leadingTroubles(pod, services, sources.pods) : [];
  return {
    services: troubles.map(troubleText),
    troubles,
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

function leadingTroubles(
  pod: Pod,
  services: readonly Service[],
  pods: Iterable<Pod> | undefined,
): readonly ServiceTrouble[] {
  if (hasEnded(pod)) return [];
  const all = new Map(services.map((service) => [service.metadata.name, service]));
  const leading = podServices(pod, all.values(), undefined);
  const portless = leading.services.filter(leadsToNobody).slice(0, MOST);
  if (!pods) return portless.map((view) => portlessTrouble(view, 'does not lead here'));
  let others: readonly Pod[] | undefined;
  const mates = (): readonly Pod[] =>
    (others ??= [...pods].filter(
      (each) => each.metadata.namespace === pod.metadata.namespace && !hasEnded(each),
    ));
  const lost = portless.map((view) => {
    const { leading, ready } = endpoints(all.get(view.name), mates());
    if (ready) return portlessTrouble(view, 'leads to other Pods, not to this one');
    return portlessTrouble(view, leading ? 'leads to no Pod that is ready' : 'leads nowhere');
  });
  const idle = hasCondition(pod, 'Ready') ? [] : leading.services.filter(({ publishes }) => !publishes);
  const empty = idle.slice(0, MOST).flatMap(({ name }) => {
    const found = endpoints(all.get(name), mates());
    return found.ready || found.count === 0 ? [] : [idleTrouble(name, found)];
  });
  const missed = leading.nearMisses.slice(0, MOST).flatMap(({ name, key, wanted, has }): ServiceTrouble[] => {
    if (endpoints(all.get(name), mates()).count > 0) return [];
    const is = has === undefined ? `has no ${key}` : `has ${key}=${has}`;
    return [{ name, says: `selects no Pod: it wants ${key}=${wanted}, this one ${is}`, lack: 'no Pod' }];
  });
  return [...empty, ...lost, ...missed];
}
