import { count, specOf, statusOf, text } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { Desk } from '../controller.ts';
import { isActive } from '../managed-pods.ts';
import { formatIndexes, indexOf, parseIndexes } from './indexes.ts';
import { isTracked, untrack } from './tracking.ts';

/** How far a Job is. */
export interface Tally {
  readonly active: readonly StoredObject[];
  readonly succeeded: number;
  readonly failed: number;
  /** Of an Indexed Job: the parts that are done. */
  readonly done: ReadonlySet<number>;
}

/** How many have to succeed; nothing says where the Pods themselves find out when there is nothing left to do. */
export function completionsOf(job: StoredObject): number | undefined {
  const { completions } = specOf(job);
  return typeof completions === 'number' ? completions : undefined;
}

export const isIndexed = (job: StoredObject): boolean => specOf(job)['completionMode'] === 'Indexed';

/**
 * Counts the Pods that are over once, and lets them go: the finalizer keeps them until they are counted. Those that
 * are being deleted count as failed (job_controller.go, trackJobStatusAndRemoveFinalizers).
 */
export function tallied(desk: Desk, job: StoredObject): Tally {
  const status = statusOf(job);
  const done = new Set(parseIndexes(text(status['completedIndexes'])));
  let succeeded = count(status['succeeded']);
  let failed = count(status['failed']);
  for (const pod of podsOf(desk, job)) {
    if (isActive(pod) || !isTracked(pod)) continue;
    const index = indexOf(pod);
    if (statusOf(pod)['phase'] !== 'Succeeded') failed += 1;
    else if (isIndexed(job) && index !== undefined) done.add(index);
    else succeeded += 1;
    untrack(desk, pod);
  }
  return {
    active: podsOf(desk, job).filter(isActive),
    succeeded: isIndexed(job) ? done.size : succeeded,
    failed,
    done,
  };
}

export const podsOf = (desk: Desk, job: StoredObject): readonly StoredObject[] =>
  desk.dependents.managed(job.metadata.uid, 'Pod');

/** How many are being deleted, and still run. */
export const terminatingOf = (desk: Desk, job: StoredObject): number =>
  podsOf(desk, job).filter(isTerminating).length;

const isTerminating = (pod: StoredObject): boolean =>
  pod.metadata.deletionTimestamp !== undefined &&
  !['Succeeded', 'Failed'].includes(text(statusOf(pod)['phase']));

/** `0,2-4`, where any are done. */
export const completedIndexes = ({ done }: Tally): string | undefined =>
  done.size > 0 ? formatIndexes(done) : undefined;
