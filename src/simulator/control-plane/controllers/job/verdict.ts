import { epochMs } from '../../../../model/ages.ts';
import { count, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { Desk } from '../controller.ts';
import { completionsOf, type Tally } from './tally.ts';

/** What has become of a Job. */
export interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
}

/** What is said first, while Pods of the Job still end (KEP-3998, KEP-3939). */
export const INTERIM = { Complete: 'SuccessCriteriaMet', Failed: 'FailureTarget' } as const;

const conditionOf = (job: StoredObject, type: string) =>
  items(statusOf(job)['conditions']).find((one) => one['type'] === type && one['status'] === 'True');

export const isFinished = (job: StoredObject): boolean =>
  conditionOf(job, 'Complete') !== undefined || conditionOf(job, 'Failed') !== undefined;

/** Whether a Job is decided: by what was said of it before, or as it is now. Plans a look at its deadline. */
export function verdictOf(desk: Desk, job: StoredObject, tally: Tally): Verdict | undefined {
  for (const type of ['Complete', 'Failed'] as const) {
    const said = conditionOf(job, INTERIM[type]);
    if (said) return { type, reason: text(said['reason']), message: text(said['message']) };
  }
  if (tally.failed > count(specOf(job)['backoffLimit'], 6)) {
    const message = 'Job has reached the specified backoff limit';
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message };
  }
  if (isTooLate(desk, job)) {
    const message = 'Job was active longer than specified deadline';
    return { type: 'Failed', reason: 'DeadlineExceeded', message };
  }
  if (!isEnough(job, tally)) return undefined;
  const message = 'Reached expected number of succeeded pods';
  return { type: 'Complete', reason: 'CompletionsReached', message };
}

function isTooLate(desk: Desk, job: StoredObject): boolean {
  const { activeDeadlineSeconds: seconds, suspend } = specOf(job);
  const started = epochMs(text(statusOf(job)['startTime']));
  if (typeof seconds !== 'number' || suspend === true || started === undefined) return false;
  const left = started + seconds * 1000 - desk.clock.now();
  if (left > 0) desk.again(job, left);
  return left <= 0;
}

function isEnough(job: StoredObject, { succeeded, active }: Tally): boolean {
  const completions = completionsOf(job);
  return completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= completions;
}
