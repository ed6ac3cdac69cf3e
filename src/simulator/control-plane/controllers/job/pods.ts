import { epochMs } from '../../../../model/ages.ts';
import { count, fields, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { Desk } from '../controller.ts';
import { createPod, deletePod, inOrderOfDeletion } from '../managed-pods.ts';
import { indexOf, templateOf } from './indexes.ts';
import { completionsOf, isIndexed, podsOf, type Tally } from './tally.ts';
import { isTracked, TRACKING, untrack } from './tracking.ts';

export const COMPONENT = 'job-controller';
const FIRST_BACKOFF_MS = 10_000;
const LONGEST_BACKOFF_MS = 600_000;

/**
 * As many Pods as may run at once and are still wanted; after failures later and later. Gives those that then run
 * (job_controller.go, manageJob).
 */
export function replenished(desk: Desk, job: StoredObject, tally: Tally): readonly StoredObject[] {
  const { active } = tally;
  const wanted = wantedOf(job, tally);
  if (active.length > wanted) return stopped(desk, job, active, active.length - wanted);
  if (active.length === wanted) return active;
  const wait = backoff(desk, job, tally.failed);
  if (wait > 0) {
    desk.again(job, wait);
    return active;
  }
  return [...active, ...started(desk, job, tally, wanted - active.length)];
}

/** Takes Pods that run away again. They do not count as failed. */
export function stopped(
  desk: Desk,
  job: StoredObject,
  active: readonly StoredObject[],
  fewer: number,
): readonly StoredObject[] {
  const gone = new Set(inOrderOfDeletion(active).slice(0, fewer));
  for (const pod of gone) {
    if (isTracked(pod)) untrack(desk, pod);
    deletePod(desk, job, pod, COMPONENT);
  }
  return active.filter((pod) => !gone.has(pod));
}

function wantedOf(job: StoredObject, { active, succeeded }: Tally): number {
  const spec = specOf(job);
  if (spec['suspend'] === true) return 0;
  const parallelism = count(spec['parallelism'], 1);
  const completions = completionsOf(job);
  if (completions !== undefined) return Math.max(0, Math.min(parallelism, completions - succeeded));
  return succeeded > 0 ? Math.min(active.length, parallelism) : parallelism;
}

function started(desk: Desk, job: StoredObject, tally: Tally, more: number): readonly StoredObject[] {
  const template = fields(specOf(job)['template']);
  const { name } = job.metadata;
  const create = (given: typeof template, generateName: string): StoredObject =>
    createPod(desk, job, given, COMPONENT, { generateName, finalizers: [TRACKING] });
  if (isIndexed(job)) {
    const indexes = missingIndexes(job, tally, more);
    return indexes.map((index) => create(templateOf(template, job, index), `${name}-${index}-`));
  }
  return Array.from({ length: more }, () => create(template, `${name}-`));
}

function missingIndexes(job: StoredObject, { active, done }: Tally, more: number): readonly number[] {
  const running = new Set(active.map(indexOf));
  const missing: number[] = [];
  for (let index = 0; index < (completionsOf(job) ?? 0) && missing.length < more; index += 1) {
    if (!done.has(index) && !running.has(index)) missing.push(index);
  }
  return missing;
}

/** Ms until the next Pod after a failure: 10 s, doubled with each, up to 10 min (job/backoff_utils.go). */
function backoff(desk: Desk, job: StoredObject, failed: number): number {
  if (failed === 0) return 0;
  const ends = podsOf(desk, job).flatMap((pod) =>
    items(statusOf(pod)['containerStatuses']).flatMap((status) => {
      const { finishedAt } = fields(fields(status['state'])['terminated']);
      return epochMs(text(finishedAt)) ?? [];
    }),
  );
  const last = ends.reduce((latest, end) => Math.max(latest, end), 0);
  const pause = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failed - 1));
  return last + pause - desk.clock.now();
}
