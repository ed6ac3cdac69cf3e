import { fields, specOf } from '../../fields.ts';
import type { StoredObject } from '../../stored-object.ts';
import { kindOf } from '../../world.ts';
import { controller, type Desk } from '../controller.ts';
import {
  createReplicaSet,
  forgetOld,
  numbered,
  replicaSetsOf,
  replicasOf,
  scale,
  statusCount,
  total,
} from './replica-sets.ts';
import { rollOn } from './rolling-update.ts';
import { tell } from './status.ts';
import { type Budget, budgetOf } from './strategy.ts';

/** Rolls Pods out by ReplicaSets, one for each template it has had (pkg/controller/deployment). */
export const deployments = controller({ kind: 'Deployment', manages: ['ReplicaSet'], reconcile });

function reconcile(desk: Desk, deployment: StoredObject): void {
  const budget = budgetOf(deployment);
  const spec = specOf(deployment);
  if (deployment.metadata.deletionTimestamp === undefined) {
    if (spec['paused'] === true) resize(desk, deployment, budget);
    else if (fields(spec['strategy'])['type'] === 'Recreate') recreate(desk, deployment, budget);
    else roll(desk, deployment, budget);
  }
  tell(desk, latest(desk, deployment), replicaSetsOf(desk, deployment), budget);
}

const latest = (desk: Desk, { metadata: { namespace, name } }: StoredObject): StoredObject =>
  desk.registry.get({ kind: kindOf(desk, 'Deployment'), namespace, name });

function roll(desk: Desk, deployment: StoredObject, budget: Budget): void {
  const found = replicaSetsOf(desk, deployment);
  const made = found.current ? found : { ...found, current: createReplicaSet(desk, deployment, found) };
  const sets = numbered(desk, deployment, made, budget);
  rollOn(desk, deployment, sets, budget);
  const { old, current } = replicaSetsOf(desk, deployment);
  const done = statusCount(current, 'availableReplicas') >= budget.replicas && total(old, replicasOf) === 0;
  if (done) forgetOld(desk, deployment, { current, old });
}

/** All of the old go before any of the new come (pkg/controller/deployment/recreate.go). */
function recreate(desk: Desk, deployment: StoredObject, budget: Budget): void {
  const found = replicaSetsOf(desk, deployment);
  for (const set of found.old) scale(desk, deployment, set, 0);
  const pods = found.old.flatMap(({ metadata }) => desk.dependents.managed(metadata.uid, 'Pod'));
  if (pods.length > 0) return desk.again(deployment, 1000);
  const made = found.current ? found : { ...found, current: createReplicaSet(desk, deployment, found) };
  const { current } = numbered(desk, deployment, made, budget);
  if (current) scale(desk, deployment, current, budget.replicas);
}

/** A paused Deployment is scaled, but not rolled out. */
function resize(desk: Desk, deployment: StoredObject, { replicas }: Budget): void {
  const { current, old } = replicaSetsOf(desk, deployment);
  const running = [...old, ...(current ? [current] : [])].filter((set) => replicasOf(set) > 0);
  const last = running.at(-1);
  if (!last) return;
  const others = total(running.slice(0, -1), replicasOf);
  scale(desk, deployment, last, Math.max(0, replicas - others));
}
