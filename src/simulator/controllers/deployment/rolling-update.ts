import type { StoredObject } from '../../stored-object.ts';
import type { Desk } from '../controller.ts';
import { type ReplicaSets, replicasOf, scale, statusCount, total } from './replica-sets.ts';
import type { Budget } from './strategy.ts';

/**
 * One step: more of the new as far as the surge allows, then fewer of the old as far as enough are available; those
 * of the old that are not go first (pkg/controller/deployment/rolling.go).
 */
export function rollOn(
  desk: Desk,
  deployment: StoredObject,
  { current, old }: ReplicaSets,
  budget: Budget,
): void {
  if (!current) return;
  const all = [...old, current];
  const wanted = replicasOf(current);
  if (wanted > budget.replicas) return scale(desk, deployment, current, budget.replicas);
  const room = budget.replicas + budget.surge - total(all, replicasOf);
  const more = Math.min(room, budget.replicas - wanted);
  if (more > 0) return scale(desk, deployment, current, wanted + more);
  scaleDown(desk, deployment, { current, old }, budget);
}

function scaleDown(
  desk: Desk,
  deployment: StoredObject,
  { current, old }: ReplicaSets,
  { replicas, unavailable }: Budget,
): void {
  const oldPods = total(old, replicasOf);
  if (oldPods === 0 || !current) return;
  const available = (set: StoredObject): number => statusCount(set, 'availableReplicas');
  const minAvailable = replicas - unavailable;
  const newUnavailable = replicasOf(current) - available(current);
  let spare = oldPods + replicasOf(current) - minAvailable - newUnavailable;
  const left = new Map(old.map((set) => [set, replicasOf(set)]));
  for (const set of old) {
    const unhealthy = Math.min(Math.max(0, spare), (left.get(set) ?? 0) - available(set));
    if (unhealthy <= 0) continue;
    left.set(set, (left.get(set) ?? 0) - unhealthy);
    spare -= unhealthy;
  }
  let over = total([...old, current], available) - minAvailable;
  for (const set of old) {
    const fewer = Math.min(Math.max(0, over, 0), left.get(set) ?? 0, Math.max(0, spare));
    left.set(set, (left.get(set) ?? 0) - fewer);
    over -= fewer;
    spare -= fewer;
  }
  for (const [set, to] of left) scale(desk, deployment, set, to);
}
