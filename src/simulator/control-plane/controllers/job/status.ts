import { timestamp } from '../../../time/clock.ts';
import { items, specOf, statusOf } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { Desk } from '../controller.ts';
import { isReady } from '../managed-pods.ts';
import { COMPONENT } from './pods.ts';
import { completedIndexes, type Tally, terminatingOf } from './tally.ts';
import { INTERIM, type Verdict } from './verdict.ts';

/** Writes how far a Job is that goes on, or is suspended. */
export function tell(desk: Desk, job: StoredObject, tally: Tally): void {
  const conditions = suspension(desk, job);
  desk.writes.updateStatus(job, (now) => ({
    ...counts(desk, now, tally),
    ...(conditions.length > 0 && { conditions }),
  }));
}

/** Writes what has become of a Job: at last when none of its Pods runs any more. */
export function tellVerdict(desk: Desk, job: StoredObject, tally: Tally, verdict: Verdict): void {
  const { type, reason, message } = verdict;
  const over = terminatingOf(desk, job) === 0;
  const complete = type === 'Complete';
  const now = timestamp(desk.clock.now());
  const before = items(statusOf(job)['conditions']);
  const missing = [INTERIM[type], ...(over ? [type] : [])].filter(
    (one) => !before.some((had) => had['type'] === one),
  );
  desk.writes.updateStatus(job, (was) => ({
    ...counts(desk, was, tally),
    ...(complete && over && { completionTime: now }),
    conditions: [...before, ...missing.map((one) => condition(one, 'True', now, reason, message))],
  }));
  if (!over) return;
  desk.events.record({
    about: job,
    type: complete ? 'Normal' : 'Warning',
    reason: complete ? 'Completed' : reason,
    message: complete ? 'Job completed' : message,
    component: COMPONENT,
  });
}

function counts(desk: Desk, job: StoredObject, tally: Tally): Json {
  const { active, succeeded, failed } = tally;
  const indexes = completedIndexes(tally);
  const { startTime } = statusOf(job);
  const { suspend } = specOf(job);
  const begins = suspend !== true && (startTime === undefined || isSuspended(job));
  const started = begins ? timestamp(desk.clock.now()) : startTime;
  return {
    ...(active.length > 0 && { active: active.length }),
    ...(indexes !== undefined && { completedIndexes: indexes }),
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    ready: active.filter(isReady).length,
    terminating: terminatingOf(desk, job),
    uncountedTerminatedPods: {},
    ...(started !== undefined && { startTime: started }),
  };
}

const isSuspended = (job: StoredObject): boolean =>
  items(statusOf(job)['conditions']).some(({ type, status }) => type === 'Suspended' && status === 'True');

/** The conditions of a Job that is not decided; tells when it is suspended or resumed. */
function suspension(desk: Desk, job: StoredObject): readonly Json[] {
  const before = items(statusOf(job)['conditions']);
  const suspend = specOf(job)['suspend'] === true;
  if (suspend === isSuspended(job)) return before;
  const word = suspend ? 'Suspended' : 'Resumed';
  const message = `Job ${word.toLowerCase()}`;
  desk.events.record({ about: job, type: 'Normal', reason: word, message, component: COMPONENT });
  const now = timestamp(desk.clock.now());
  const others = before.filter(({ type }) => type !== 'Suspended');
  return [...others, condition('Suspended', suspend ? 'True' : 'False', now, `Job${word}`, message)];
}

const condition = (type: string, status: string, now: string, reason: string, message: string): Json => ({
  type,
  status,
  lastProbeTime: now,
  lastTransitionTime: now,
  reason,
  message,
});
