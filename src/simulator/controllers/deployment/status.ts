import { timestamp } from '../../clock.ts';
import { count, items, specOf, statusOf, text } from '../../fields.ts';
import type { Json } from '../../patch.ts';
import type { StoredObject } from '../../stored-object.ts';
import { epochMs } from '../../../model/ages.ts';
import { type Desk, writeStatus } from '../controller.ts';
import { type ReplicaSets, replicasOf, statusCount, total } from './replica-sets.ts';
import type { Budget } from './strategy.ts';

interface Counts {
  readonly replicas: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

/** Writes how far a Deployment is (pkg/controller/deployment/progress.go and sync.go, calculateStatus). */
export function tell(desk: Desk, deployment: StoredObject, sets: ReplicaSets, budget: Budget): void {
  const all = [...sets.old, ...(sets.current ? [sets.current] : [])];
  const sum = (field: string): number => total(all, (set) => statusCount(set, field));
  const counts: Counts = {
    replicas: sum('replicas'),
    updated: statusCount(sets.current, 'replicas'),
    ready: sum('readyReplicas'),
    available: sum('availableReplicas'),
  };
  const unavailable = Math.max(0, total(all, replicasOf) - counts.available);
  writeStatus(desk, deployment, {
    observedGeneration: count(deployment.metadata.generation),
    ...positive('replicas', counts.replicas),
    ...positive('updatedReplicas', counts.updated),
    ...positive('readyReplicas', counts.ready),
    ...positive('availableReplicas', counts.available),
    ...positive('unavailableReplicas', unavailable),
    conditions: conditions(desk, deployment, sets, budget, counts),
  });
}

const positive = (name: string, value: number): Json => (value > 0 ? { [name]: value } : {});

function conditions(
  desk: Desk,
  deployment: StoredObject,
  sets: ReplicaSets,
  budget: Budget,
  counts: Counts,
): readonly Json[] {
  const now = timestamp(desk.clock.now());
  const enough = counts.available >= budget.replicas - budget.unavailable;
  const available = condition('Available', enough, now, {
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${enough ? 'has' : 'does not have'} minimum availability.`,
  });
  const before = items(statusOf(deployment)['conditions']);
  const earlier = (type: string): Json | undefined => before.find((one) => one['type'] === type);
  const progressing = progress(desk, deployment, sets, budget, counts, earlier('Progressing'));
  return [available, ...(progressing ? [progressing] : [])].map((one) =>
    settled(one, earlier(text(one['type']))),
  );
}

function progress(
  desk: Desk,
  deployment: StoredObject,
  { current }: ReplicaSets,
  budget: Budget,
  counts: Counts,
  earlier: Json | undefined,
): Json | undefined {
  const deadline = count(specOf(deployment)['progressDeadlineSeconds'], 600);
  if (!current) return earlier;
  const now = timestamp(desk.clock.now());
  const name = `ReplicaSet ${JSON.stringify(current.metadata.name)}`;
  const { replicas } = budget;
  const done = counts.updated === replicas && counts.replicas === replicas && counts.available >= replicas;
  if (done) {
    const told = { reason: 'NewReplicaSetAvailable', message: `${name} has successfully progressed.` };
    return condition('Progressing', true, now, told);
  }
  const moved = hasMoved(statusOf(deployment), counts);
  const fresh =
    !text(earlier?.['message']).includes(JSON.stringify(current.metadata.name)) ||
    earlier?.['reason'] === 'NewReplicaSetAvailable';
  if (moved || fresh || !earlier) {
    desk.again(deployment, deadline * 1000 + 1000);
    const reason = fresh && !moved ? 'NewReplicaSetCreated' : 'ReplicaSetUpdated';
    const created = `Created new replica set ${JSON.stringify(current.metadata.name)}`;
    const message = reason === 'NewReplicaSetCreated' ? created : `${name} is progressing.`;
    return condition('Progressing', true, now, { reason, message });
  }
  const left = (epochMs(text(earlier['lastUpdateTime'])) ?? 0) + deadline * 1000 - desk.clock.now();
  if (left >= 0) {
    desk.again(deployment, left + 1000);
    return earlier;
  }
  const told = { reason: 'ProgressDeadlineExceeded', message: `${name} has timed out progressing.` };
  return condition('Progressing', false, now, told);
}

/** Whether there are more new Pods, more ready or available ones, or fewer old ones than before. */
const hasMoved = (status: Json, { replicas, updated, ready, available }: Counts): boolean =>
  updated > count(status['updatedReplicas']) ||
  ready > count(status['readyReplicas']) ||
  available > count(status['availableReplicas']) ||
  replicas - updated < count(status['replicas']) - count(status['updatedReplicas']);

const condition = (type: string, holds: boolean, now: string, told: Json): Json => ({
  type,
  status: holds ? 'True' : 'False',
  lastUpdateTime: now,
  lastTransitionTime: now,
  ...told,
});

/** A condition that says what it said before keeps its times; one of the same status that of its last change. */
function settled(next: Json, before: Json | undefined): Json {
  if (!before || before['status'] !== next['status']) return next;
  const same = before['reason'] === next['reason'] && before['message'] === next['message'];
  const progressing = next['reason'] === 'ReplicaSetUpdated';
  if (same && !progressing) return before;
  return { ...next, lastTransitionTime: before['lastTransitionTime'] };
}
