import { count, fields, specOf, statusOf } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { claimed } from '../ownership/claim.ts';
import { controller, type Desk } from '../controller.ts';
import {
  createPod,
  deletePod,
  inOrderOfDeletion,
  isActive,
  isReady,
  untilAvailable,
} from '../managed-pods.ts';

const COMPONENT = 'replicaset-controller';

/** Keeps as many Pods of its template as are wanted (pkg/controller/replicaset/replica_set.go). */
export const replicaSets = controller({ kind: 'ReplicaSet', manages: ['Pod'], reconcile });

function reconcile(desk: Desk, set: StoredObject): void {
  const active = claimed(desk, set, { kind: 'Pod', only: isActive }).filter(isActive);
  if (set.metadata.deletionTimestamp === undefined) bringTo(desk, set, active);
  tell(desk, set, desk.dependents.managed(set.metadata.uid, 'Pod').filter(isActive));
}

function bringTo(desk: Desk, set: StoredObject, active: readonly StoredObject[]): void {
  const spec = specOf(set);
  const missing = count(spec['replicas'], 1) - active.length;
  for (let made = 0; made < missing; made += 1) createPod(desk, set, fields(spec['template']), COMPONENT);
  for (const pod of inOrderOfDeletion(active).slice(0, Math.max(0, -missing))) {
    deletePod(desk, set, pod, COMPONENT);
  }
}

function tell(desk: Desk, set: StoredObject, active: readonly StoredObject[]): void {
  const minReady = count(specOf(set)['minReadySeconds']);
  const now = desk.clock.now();
  const waits = active.map((pod) => untilAvailable(pod, minReady, now));
  const soon = Math.min(...waits.filter((ms) => ms > 0 && ms < Infinity));
  if (soon < Infinity) desk.again(set, soon);
  const ready = active.filter(isReady).length;
  const available = waits.filter((ms) => ms === 0).length;
  desk.writes.updateStatus(set, (was) => ({
    replicas: active.length,
    ...(active.length > 0 && { fullyLabeledReplicas: active.length }),
    ...(ready > 0 && { readyReplicas: ready }),
    ...(available > 0 && { availableReplicas: available }),
    observedGeneration: count(set.metadata.generation),
    ...(statusOf(was)['conditions'] !== undefined && { conditions: statusOf(was)['conditions'] }),
  }));
}
