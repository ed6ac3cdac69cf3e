import { fields, specOf } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { controller, type Desk } from '../controller.ts';
import {
  createReplicaSet,
  forgetOld,
  numbered,
  type ReplicaSets,
  replicaSetsOf,
  replicasOf,
  scale,
  statusCount,
  total,
} from './replica-sets.ts';
import { rollOn } from './rolling-update.ts';
import { isResized, resize } from './scaling.ts';
import { tell } from './status.ts';
import { type Budget, budgetOf } from './strategy.ts';

/** Rolls Pods out by ReplicaSets, one for each template it has had (pkg/controller/deployment). */
export const deployments = controller({ kind: 'Deployment', manages: ['ReplicaSet'], reconcile });

function reconcile(desk: Desk, deployment: StoredObject): void {
  const budget = budgetOf(deployment);
  const known = replicaSetsOf(desk, deployment).current;
  if (deployment.metadata.deletionTimestamp === undefined) step(desk, deployment, budget);
  const sets = replicaSetsOf(desk, deployment);
  const created = known === undefined && sets.current !== undefined;
  tell(desk, deployment, { sets, budget, created });
}

function step(desk: Desk, deployment: StoredObject, budget: Budget): void {
  const spec = specOf(deployment);
  const sets = numbered(desk, deployment, replicaSetsOf(desk, deployment));
  if (spec['paused'] === true || isResized(sets, budget)) return resize(desk, deployment, sets, budget);
  if (fields(spec['strategy'])['type'] === 'Recreate') return recreate(desk, deployment, sets, budget);
  rollOn(desk, deployment, withCurrent(desk, deployment, sets, budget), budget);
  clean(desk, deployment, budget);
}

const withCurrent = (desk: Desk, deployment: StoredObject, sets: ReplicaSets, budget: Budget): ReplicaSets =>
  sets.current ? sets : { ...sets, current: createReplicaSet(desk, deployment, sets, budget) };

/** All of the old go before any of the new come (pkg/controller/deployment/recreate.go). */
function recreate(desk: Desk, deployment: StoredObject, sets: ReplicaSets, budget: Budget): void {
  const running = sets.old.filter((set) => replicasOf(set) > 0);
  for (const set of running) scale(desk, deployment, set, 0, budget);
  const pods = sets.old.flatMap(({ metadata }) => desk.dependents.managed(metadata.uid, 'Pod'));
  if (pods.length > 0) return desk.again(deployment, 1000);
  const { current } = withCurrent(desk, deployment, { ...sets, old: [] }, budget);
  if (current && replicasOf(current) !== budget.replicas) {
    scale(desk, deployment, current, budget.replicas, budget);
  }
  clean(desk, deployment, budget);
}

/** Once a rollout is complete, the oldest ReplicaSets are forgotten. */
function clean(desk: Desk, deployment: StoredObject, { replicas }: Budget): void {
  const sets = replicaSetsOf(desk, deployment);
  const complete = statusCount(sets.current, 'availableReplicas') >= replicas;
  if (complete && total(sets.old, replicasOf) === 0) forgetOld(desk, deployment, sets);
}
