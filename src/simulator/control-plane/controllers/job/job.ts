import { epochMs } from '../../../../model/ages.ts';
import { items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { controller, type Desk } from '../controller.ts';
import { replenished, stopped } from './pods.ts';
import { tell, tellVerdict } from './status.ts';
import { tallied } from './tally.ts';
import { isFinished, verdictOf } from './verdict.ts';

/** Runs Pods until enough have succeeded or too many failed (pkg/controller/job/job_controller.go). */
export const jobs = controller({ kind: 'Job', manages: ['Pod'], reconcile });

function reconcile(desk: Desk, job: StoredObject): void {
  const tally = tallied(desk, job);
  if (isFinished(job)) return afterwards(desk, job);
  if (job.metadata.deletionTimestamp !== undefined) return;
  const verdict = verdictOf(desk, job, tally);
  const goesOn = !verdict && specOf(job)['suspend'] !== true;
  const active = goesOn
    ? replenished(desk, job, tally)
    : stopped(desk, job, tally.active, tally.active.length);
  if (!verdict) return tell(desk, job, { ...tally, active });
  const failed = tally.failed + tally.active.length;
  tellVerdict(desk, job, { ...tally, active, failed }, verdict);
}

/** A Job that is over goes after its time to live (pkg/controller/ttlafterfinished). */
function afterwards(desk: Desk, job: StoredObject): void {
  const seconds = specOf(job)['ttlSecondsAfterFinished'];
  if (typeof seconds !== 'number') return;
  const ends = items(statusOf(job)['conditions']).map((one) => epochMs(text(one['lastTransitionTime'])) ?? 0);
  const left = Math.max(...ends) + seconds * 1000 - desk.clock.now();
  if (left > 0) return desk.again(job, left);
  desk.writes.delete(job, { propagationPolicy: 'Background' });
}
