import type { StoredObject } from '../../../api/stored-object.ts';
import type { Desk } from '../controller.ts';
import { allOf, type ReplicaSets, replicasOf, scale, statusCount, total } from './replica-sets.ts';
import type { Budget } from './strategy.ts';

const available = (set: StoredObject): number => statusCount(set, 'availableReplicas');

/**
 * One step: more of the new as far as the surge allows, or else fewer of the old as far as enough are available; those
 * of the old that are not go first (pkg/controller/deployment/rolling.go).
 */
export function rollOn(desk: Desk, deployment: StoredObject, sets: ReplicaSets, budget: Budget): void {
  const { current, old } = sets;
  if (!current) return;
  const wanted = replicasOf(current);
  const room = budget.most - total(allOf(sets), replicasOf);
  const next = Math.min(budget.replicas, wanted + Math.max(0, room));
  if (next !== wanted) {
    scale(desk, deployment, current, next, budget);
    return;
  }
  const minAvailable = budget.replicas - budget.unavailable;
  const newUnavailable = wanted - available(current);
  const spare = total(allOf(sets), replicasOf) - minAvailable - newUnavailable;
  if (total(old, replicasOf) === 0 || spare <= 0) return;
  const healthy = withoutUnhealthy(desk, deployment, old, spare, budget);
  fewer(desk, deployment, { current, old: healthy }, minAvailable, budget);
}

function withoutUnhealthy(
  desk: Desk,
  deployment: StoredObject,
  old: readonly StoredObject[],
  spare: number,
  budget: Budget,
): readonly StoredObject[] {
  let left = spare;
  return old.flatMap((set) => {
    const unhealthy = Math.min(left, Math.max(0, replicasOf(set) - available(set)));
    if (unhealthy === 0) return set;
    left -= unhealthy;
    return scale(desk, deployment, set, replicasOf(set) - unhealthy, budget) ?? [];
  });
}

function fewer(
  desk: Desk,
  deployment: StoredObject,
  sets: ReplicaSets,
  minAvailable: number,
  budget: Budget,
): void {
  let over = total(allOf(sets), available) - minAvailable;
  for (const set of sets.old) {
    const gone = Math.min(over, replicasOf(set));
    if (gone <= 0) continue;
    scale(desk, deployment, set, replicasOf(set) - gone, budget);
    over -= gone;
  }
}
