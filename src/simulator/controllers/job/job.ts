import { timestamp } from '../../clock.ts';
import { epochMs } from '../../../model/ages.ts';
import { count, fields, items, specOf, statusOf, text } from '../../fields.ts';
import type { Json } from '../../patch.ts';
import type { StoredObject } from '../../stored-object.ts';
import { kindOf } from '../../world.ts';
import { controller, type Desk, write, writeStatus } from '../controller.ts';
import { createPod, isActive } from '../pods.ts';

const COMPONENT = 'job-controller';
const TRACKING = 'batch.kubernetes.io/job-tracking';
const FIRST_BACKOFF_MS = 10_000;
const LONGEST_BACKOFF_MS = 600_000;

/** Runs Pods until enough have succeeded or too many failed (pkg/controller/job/job_controller.go). */
export const jobs = controller({ kind: 'Job', manages: ['Pod'], reconcile });

interface Tally {
  readonly active: readonly StoredObject[];
  readonly succeeded: number;
  readonly failed: number;
}

function reconcile(desk: Desk, job: StoredObject): void {
  const tally = taken(desk, job);
  if (isFinished(job)) return afterwards(desk, job);
  if (job.metadata.deletionTimestamp !== undefined) return;
  const spec = specOf(job);
  const verdict = judge(desk, job, tally);
  if (verdict) {
    for (const pod of tally.active) deletePod(desk, pod);
    return finish(desk, job, tally, verdict);
  }
  const active = spec['suspend'] === true ? [] : replenished(desk, job, tally);
  writeStatus(desk, job, progress(desk, job, { ...tally, active }));
}

export const isFinished = (job: StoredObject): boolean =>
  items(statusOf(job)['conditions']).some(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );

/** Counts the Pods that are over once, and lets them go: the finalizer keeps them until they are counted. */
function taken(desk: Desk, job: StoredObject): Tally {
  const status = statusOf(job);
  let succeeded = count(status['succeeded']);
  let failed = count(status['failed']);
  const pods = desk.dependents.managed(job.metadata.uid, 'Pod');
  for (const pod of pods) {
    if (isActive(pod) || !pod.metadata.finalizers?.includes(TRACKING)) continue;
    if (statusOf(pod)['phase'] === 'Succeeded') succeeded += 1;
    else failed += 1;
    const finalizers = pod.metadata.finalizers.filter((one) => one !== TRACKING);
    write(desk, { ...pod, metadata: { ...pod.metadata, finalizers } });
  }
  return { active: desk.dependents.managed(job.metadata.uid, 'Pod').filter(isActive), succeeded, failed };
}

interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
}

function judge(desk: Desk, job: StoredObject, { succeeded, failed }: Tally): Verdict | undefined {
  const spec = specOf(job);
  const { startTime } = statusOf(job);
  if (failed > count(spec['backoffLimit'], 6)) {
    const message = 'Job has reached the specified backoff limit';
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message };
  }
  const deadline = spec['activeDeadlineSeconds'];
  const started = epochMs(text(startTime));
  if (typeof deadline === 'number' && started !== undefined) {
    const left = started + deadline * 1000 - desk.clock.now();
    if (left <= 0) {
      const message = 'Job was active longer than specified deadline';
      return { type: 'Failed', reason: 'DeadlineExceeded', message };
    }
    desk.again(job, left);
  }
  if (succeeded < count(spec['completions'], 1)) return undefined;
  const message = 'Reached expected number of succeeded pods';
  return { type: 'Complete', reason: 'CompletionsReached', message };
}

/** As many Pods as may run at once and are still wanted; after failures later and later. */
function replenished(desk: Desk, job: StoredObject, tally: Tally): readonly StoredObject[] {
  const spec = specOf(job);
  const wanted = Math.min(count(spec['parallelism'], 1), count(spec['completions'], 1) - tally.succeeded);
  if (tally.active.length >= wanted) return tally.active;
  const wait = backoff(desk, job, tally.failed);
  if (wait > 0) {
    desk.again(job, wait);
    return tally.active;
  }
  const made = [...tally.active];
  while (made.length < wanted) {
    const generateName = `${job.metadata.name}-`;
    made.push(
      createPod(desk, job, fields(spec['template']), COMPONENT, { generateName, finalizers: [TRACKING] }),
    );
  }
  return made;
}

function backoff(desk: Desk, job: StoredObject, failed: number): number {
  if (failed === 0) return 0;
  const ends = desk.dependents.managed(job.metadata.uid, 'Pod').flatMap((pod) =>
    items(statusOf(pod)['containerStatuses']).flatMap((status) => {
      const { finishedAt } = fields(fields(status['state'])['terminated']);
      return epochMs(text(finishedAt)) ?? [];
    }),
  );
  const last = Math.max(0, ...ends);
  const pause = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failed - 1));
  return last + pause - desk.clock.now();
}

function progress(desk: Desk, job: StoredObject, { active, succeeded, failed }: Tally): Json {
  const { startTime } = statusOf(job);
  const started = specOf(job)['suspend'] === true ? undefined : (startTime ?? timestamp(desk.clock.now()));
  const ready = active.filter((pod) => statusOf(pod)['phase'] === 'Running').length;
  return {
    ...(active.length > 0 && { active: active.length }),
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    ready,
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(started !== undefined && { startTime: started }),
  };
}

function finish(desk: Desk, job: StoredObject, tally: Tally, { type, reason, message }: Verdict): void {
  const now = timestamp(desk.clock.now());
  const condition = (name: string): Json => ({
    type: name,
    status: 'True',
    lastProbeTime: now,
    lastTransitionTime: now,
    reason,
    message,
  });
  const complete = type === 'Complete';
  writeStatus(desk, job, {
    ...progress(desk, job, { ...tally, active: [] }),
    ...(complete && { completionTime: now }),
    conditions: [condition(complete ? 'SuccessCriteriaMet' : 'FailureTarget'), condition(type)],
  });
  desk.events.record({
    about: job,
    type: complete ? 'Normal' : 'Warning',
    reason: complete ? 'Completed' : reason,
    message: complete ? 'Job completed' : message,
    component: COMPONENT,
  });
}

/** A Job that is over goes after its time to live (pkg/controller/ttlafterfinished). */
function afterwards(desk: Desk, job: StoredObject): void {
  const seconds = specOf(job)['ttlSecondsAfterFinished'];
  if (typeof seconds !== 'number') return;
  const ends = items(statusOf(job)['conditions']).map((one) => epochMs(text(one['lastTransitionTime'])) ?? 0);
  const left = Math.max(...ends) + seconds * 1000 - desk.clock.now();
  if (left > 0) return desk.again(job, left);
  const { namespace, name } = job.metadata;
  desk.registry.delete({ kind: kindOf(desk, 'Job'), namespace, name }, { propagationPolicy: 'Background' });
}

function deletePod(desk: Desk, pod: StoredObject): void {
  const { namespace, name } = pod.metadata;
  desk.registry.delete({ kind: kindOf(desk, 'Pod'), namespace, name });
}
