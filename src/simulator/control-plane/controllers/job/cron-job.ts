import { timestamp } from '../../../time/clock.ts';
import { nextTime } from '../../../time/cron-schedule.ts';
import { epochMs } from '../../../../model/ages.ts';
import { count, fields, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf } from '../../../world/world.ts';
import { controller, type Desk } from '../controller.ts';
import { controllerRef } from '../ownership/dependents.ts';
import { isFinished } from './verdict.ts';

const COMPONENT = 'cronjob-controller';
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

const ALREADY_ACTIVE = 'Not starting job because prior execution is running and concurrency policy is Forbid';

/** Makes Jobs at their times (pkg/controller/cronjob/cronjob_controllerv2.go). */
export const cronJobs = controller({ kind: 'CronJob', manages: ['Job'], reconcile });

function reconcile(desk: Desk, cronJob: StoredObject): void {
  if (cronJob.metadata.deletionTimestamp !== undefined) return;
  noticeFinished(desk, cronJob);
  forgetFinished(desk, cronJob);
  const due = dueTime(desk, cronJob);
  const started = due === undefined ? undefined : start(desk, cronJob, due);
  tell(desk, cronJob, started);
}

/** The latest time that has come since it was last looked at; plans the next look. */
function dueTime(desk: Desk, cronJob: StoredObject): number | undefined {
  const spec = specOf(cronJob);
  if (spec['suspend'] === true) return undefined;
  const now = desk.clock.now();
  const zone = text(spec['timeZone'], 'UTC');
  const after = (time: number): number | undefined => nextTime(text(spec['schedule']), zone, time);
  const next = after(now);
  if (next !== undefined) desk.again(cronJob, next - now);
  const last = text(statusOf(cronJob)['lastScheduleTime'], cronJob.metadata.creationTimestamp);
  let due = after(epochMs(last) ?? now);
  if (due === undefined || due > now) return undefined;
  for (let later = after(due); later !== undefined && later <= now; later = after(later)) due = later;
  return due;
}

function start(desk: Desk, cronJob: StoredObject, due: number): number | undefined {
  const spec = specOf(cronJob);
  const running = jobsOf(desk, cronJob).filter((job) => !isFinished(job));
  const { startingDeadlineSeconds: seconds } = spec;
  if (typeof seconds === 'number' && due + seconds * 1000 < desk.clock.now()) {
    const missed = `Missed scheduled time to start a job: ${new Date(due).toUTCString()}`;
    record(desk, cronJob, 'MissSchedule', missed, 'Warning');
    return undefined;
  }
  if (spec['concurrencyPolicy'] === 'Forbid' && running.length > 0) {
    record(desk, cronJob, 'JobAlreadyActive', ALREADY_ACTIVE);
    return undefined;
  }
  if (spec['concurrencyPolicy'] === 'Replace') for (const job of running) deleteJob(desk, cronJob, job);
  const kind = kindOf(desk, 'Job');
  const { namespace, name } = cronJob.metadata;
  const jobName = `${name}-${Math.floor(due / 60_000)}`;
  if (desk.storage.get(kind, namespace, jobName)) return due;
  const template = fields(spec['jobTemplate']);
  const metadata = fields(template['metadata']);
  const annotations = { ...fields(metadata['annotations']), [SCHEDULED]: timestamp(due) };
  desk.writes.create(kind, namespace, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName,
      ...(metadata['labels'] !== undefined && { labels: metadata['labels'] }),
      annotations,
      ownerReferences: [controllerRef(cronJob)],
    },
    spec: fields(template['spec']),
  });
  record(desk, cronJob, 'SuccessfulCreate', `Created job ${jobName}`);
  return due;
}

const jobsOf = (desk: Desk, cronJob: StoredObject): readonly StoredObject[] =>
  desk.dependents.managed(cronJob.metadata.uid, 'Job');

function record(
  desk: Desk,
  about: StoredObject,
  reason: string,
  message: string,
  type: 'Normal' | 'Warning' = 'Normal',
): void {
  desk.events.record({ about, type, reason, message, component: COMPONENT });
}

function deleteJob(desk: Desk, cronJob: StoredObject, job: StoredObject): void {
  if (!desk.writes.delete(job, { propagationPolicy: 'Background' })) return;
  record(desk, cronJob, 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
}

/** Tells of Jobs that were running when it last looked. */
function noticeFinished(desk: Desk, cronJob: StoredObject): void {
  const active = new Set(items(statusOf(cronJob)['active']).map(({ uid }) => uid));
  for (const job of jobsOf(desk, cronJob)) {
    if (!active.has(job.metadata.uid) || !isFinished(job)) continue;
    const ended = items(statusOf(job)['conditions']).find(
      ({ type }) => type === 'Complete' || type === 'Failed',
    );
    const message = `Saw completed job: ${job.metadata.name}, condition: ${text(ended?.['type'])}`;
    record(desk, cronJob, 'SawCompletedJob', message);
  }
}

/** Of those that are over only the latest are kept: 3 that succeeded and 1 that failed, unless it says otherwise. */
function forgetFinished(desk: Desk, cronJob: StoredObject): void {
  const spec = specOf(cronJob);
  const finished = jobsOf(desk, cronJob).filter(isFinished);
  const latest = [...finished].sort((a, b) => (a.metadata.name < b.metadata.name ? 1 : -1));
  const ended = (type: string): readonly StoredObject[] =>
    latest.filter((job) => items(statusOf(job)['conditions']).some((one) => one['type'] === type));
  const surplus = [
    ...ended('Complete').slice(count(spec['successfulJobsHistoryLimit'], 3)),
    ...ended('Failed').slice(count(spec['failedJobsHistoryLimit'], 1)),
  ];
  for (const job of surplus) deleteJob(desk, cronJob, job);
}

function tell(desk: Desk, cronJob: StoredObject, started: number | undefined): void {
  const all = jobsOf(desk, cronJob);
  const active = all.filter((job) => !isFinished(job)).map(reference);
  const done = all.flatMap((job) => text(statusOf(job)['completionTime']) || []).sort();
  desk.writes.updateStatus(cronJob, (now) => {
    const { lastScheduleTime, lastSuccessfulTime } = statusOf(now);
    const scheduled = started === undefined ? lastScheduleTime : timestamp(started);
    const successful = done.at(-1) ?? lastSuccessfulTime;
    return {
      ...(active.length > 0 && { active }),
      ...(scheduled !== undefined && { lastScheduleTime: scheduled }),
      ...(successful !== undefined && { lastSuccessfulTime: successful }),
    };
  });
}

const reference = ({ apiVersion, kind, metadata }: StoredObject): Json => ({
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
  uid: metadata.uid,
  apiVersion,
  resourceVersion: metadata.resourceVersion,
});
