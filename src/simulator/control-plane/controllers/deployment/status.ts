import { timestamp } from '../../../time/clock.ts';
import { count, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { epochMs } from '../../../../model/ages.ts';
import type { Desk } from '../controller.ts';
import { allOf, type ReplicaSets, replicasOf, statusCount, total } from './replica-sets.ts';
import type { Budget } from './strategy.ts';

interface Counts {
  readonly replicas: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

/** What there is to tell of a Deployment. */
export interface Story {
  readonly sets: ReplicaSets;
  readonly budget: Budget;
  /** Whether its current ReplicaSet was made just now. */
  readonly created: boolean;
}

/** Writes how far a Deployment is (pkg/controller/deployment/progress.go and sync.go, calculateStatus). */
export function tell(desk: Desk, deployment: StoredObject, story: Story): void {
  const { sets } = story;
  const all = allOf(sets);
  const sum = (field: string): number => total(all, (set) => statusCount(set, field));
  const counts: Counts = {
    replicas: sum('replicas'),
    updated: statusCount(sets.current, 'replicas'),
    ready: sum('readyReplicas'),
    available: sum('availableReplicas'),
  };
  const unavailable = Math.max(0, total(all, replicasOf) - counts.available);
  desk.writes.updateStatus(deployment, (now) => ({
    observedGeneration: count(now.metadata.generation),
    ...positive('replicas', counts.replicas),
    ...positive('updatedReplicas', counts.updated),
    ...positive('readyReplicas', counts.ready),
    ...positive('availableReplicas', counts.available),
    ...positive('unavailableReplicas', unavailable),
    conditions: conditions(desk, now, story, counts),
  }));
}

const positive = (name: string, value: number): Json => (value > 0 ? { [name]: value } : {});

function conditions(desk: Desk, deployment: StoredObject, story: Story, counts: Counts): readonly Json[] {
  const { budget } = story;
  const now = timestamp(desk.clock.now());
  const enough = counts.available >= budget.replicas - budget.unavailable;
  const available = condition('Available', enough ? 'True' : 'False', now, {
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${enough ? 'has' : 'does not have'} minimum availability.`,
  });
  const before = items(statusOf(deployment)['conditions']);
  const earlier = (type: string): Json | undefined => before.find((one) => one['type'] === type);
  const progressing = progress(desk, deployment, story, counts, earlier('Progressing'));
  return [available, ...(progressing ? [progressing] : [])].map((one) =>
    settled(one, earlier(text(one['type']))),
  );
}

/** What is said of the progress; what was said before where there is nothing new. */
function progress(
  desk: Desk,
  deployment: StoredObject,
  { sets, budget, created }: Story,
  counts: Counts,
  earlier: Json | undefined,
): Json | undefined {
  const now = timestamp(desk.clock.now());
  const told = (status: string, reason: string, message: string): Json =>
    condition('Progressing', status, now, { reason, message });
  if (specOf(deployment)['paused'] === true) {
    const failed = earlier?.['reason'] === EXCEEDED;
    return failed ? earlier : told('Unknown', 'DeploymentPaused', 'Deployment is paused');
  }
  if (!sets.current) return earlier;
  const quoted = JSON.stringify(sets.current.metadata.name);
  const name = `ReplicaSet ${quoted}`;
  if (isComplete(counts, budget)) return told('True', COMPLETE, `${name} has successfully progressed.`);
  if (created) {
    desk.again(deployment, deadlineOf(deployment) + 1000);
    return told('True', 'NewReplicaSetCreated', `Created new replica set ${quoted}`);
  }
  if (earlier?.['reason'] === COMPLETE && counts.replicas === counts.updated) return earlier;
  if (!earlier || hasMoved(statusOf(deployment), counts)) {
    desk.again(deployment, deadlineOf(deployment) + 1000);
    return told('True', 'ReplicaSetUpdated', `${name} is progressing.`);
  }
  if (earlier['reason'] === 'DeploymentPaused')
    return told('Unknown', 'DeploymentResumed', 'Deployment is resumed');
  if (earlier['reason'] === EXCEEDED) return earlier;
  const left = (epochMs(text(earlier['lastUpdateTime'])) ?? 0) + deadlineOf(deployment) - desk.clock.now();
  if (left < 0) return told('False', EXCEEDED, `${name} has timed out progressing.`);
  desk.again(deployment, left + 1000);
  return earlier;
}

const COMPLETE = 'NewReplicaSetAvailable';
const EXCEEDED = 'ProgressDeadlineExceeded';

const isComplete = ({ updated, replicas, available }: Counts, budget: Budget): boolean =>
  updated === budget.replicas && replicas === budget.replicas && available >= budget.replicas;

/** In ms. */
const deadlineOf = (deployment: StoredObject): number =>
  count(specOf(deployment)['progressDeadlineSeconds'], 600) * 1000;

/** Whether there are more new Pods, more ready or available ones, or fewer old ones than before. */
const hasMoved = (status: Json, { replicas, updated, ready, available }: Counts): boolean =>
  updated > count(status['updatedReplicas']) ||
  ready > count(status['readyReplicas']) ||
  available > count(status['availableReplicas']) ||
  replicas - updated < count(status['replicas']) - count(status['updatedReplicas']);

const condition = (type: string, status: string, now: string, told: Json): Json => ({
  type,
  status,
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
