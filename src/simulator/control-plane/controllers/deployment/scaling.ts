import type { StoredObject } from '../../../api/stored-object.ts';
import type { Desk } from '../controller.ts';
import { desiredOf, mostOf } from './annotations.ts';
import { allOf, type ReplicaSets, replicasOf, scale, statusCount, total } from './replica-sets.ts';
import type { Budget } from './strategy.ts';

/** Whether the Deployment has another size than when its ReplicaSets were scaled (deployment/sync.go, isScalingEvent). */
export const isResized = (sets: ReplicaSets, { replicas }: Budget): boolean =>
  allOf(sets).some((set) => replicasOf(set) > 0 && (desiredOf(set) ?? replicas) !== replicas);

/** Brings the ReplicaSets to the size of the Deployment without rolling out any further (deployment/sync.go, scale). */
export function resize(desk: Desk, deployment: StoredObject, sets: ReplicaSets, budget: Budget): void {
  const active = allOf(sets).filter((set) => replicasOf(set) > 0);
  const only = active.length > 1 ? undefined : (active[0] ?? sets.current ?? sets.old.at(-1));
  if (only) {
    if (replicasOf(only) !== budget.replicas) scale(desk, deployment, only, budget.replicas, budget);
    return;
  }
  if (isSaturated(sets.current, budget)) {
    for (const set of sets.old) if (replicasOf(set) > 0) scale(desk, deployment, set, 0, budget);
    return;
  }
  share(desk, deployment, active, budget);
}

const isSaturated = (set: StoredObject | undefined, { replicas }: Budget): boolean =>
  set !== undefined &&
  replicasOf(set) === replicas &&
  desiredOf(set) === replicas &&
  statusCount(set, 'availableReplicas') === replicas;

/** Each gets its part of what is more or less, the largest first: that one also what rounding leaves over. */
function share(desk: Desk, deployment: StoredObject, active: readonly StoredObject[], budget: Budget): void {
  const most = budget.replicas > 0 ? budget.most : 0;
  const more = most - total(active, replicasOf);
  const age = new Map(active.map((set, index) => [set, more > 0 ? -index : index]));
  const largest = [...active].sort(
    (a, b) => replicasOf(b) - replicasOf(a) || (age.get(a) ?? 0) - (age.get(b) ?? 0),
  );
  let given = 0;
  const parts = largest.map((set) => {
    const whole = mostOf(set) ?? statusCount(deployment, 'replicas');
    const part = Math.round((replicasOf(set) * budget.most) / whole) - replicasOf(set);
    const bounded = more > 0 ? Math.min(part, more - given) : Math.max(part, more - given);
    given += more === 0 ? 0 : bounded;
    return more === 0 ? 0 : bounded;
  });
  for (const [index, set] of largest.entries()) {
    const rest = index === 0 ? more - given : 0;
    scale(desk, deployment, set, Math.max(0, replicasOf(set) + (parts[index] ?? 0) + rest), budget);
  }
}
