import { epochMs, humanDuration } from '../../../model/ages.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { AGE, at, column, integer, listAt, NAME, since, type TableColumn, text } from './table-column.ts';
import { containerColumns, SELECTOR } from './workloads.ts';

const SUSPEND =
  'This flag tells the controller to suspend subsequent executions, it does not apply to already started executions.  Defaults to false.';

/** printers.go, printJobStatus. */
function status(job: StoredObject): string {
  const holds = (type: string): boolean =>
    listAt(job, 'status.conditions').some(
      (condition) => at(condition, 'type') === type && at(condition, 'status') === 'True',
    );
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (at(job, 'metadata.deletionTimestamp') !== undefined) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  if (holds('FailureTarget')) return 'FailureTarget';
  return holds('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completions(job: StoredObject): string {
  const succeeded = Number(at(job, 'status.succeeded') ?? 0);
  const wanted = at(job, 'spec.completions');
  if (typeof wanted === 'number') return `${succeeded}/${wanted}`;
  const parallelism = Number(at(job, 'spec.parallelism') ?? 0);
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function duration(job: StoredObject, now: number): string {
  const times = ['startTime', 'completionTime'].map((field) => at(job, `status.${field}`));
  const [start, end] = times.map((time) => epochMs(typeof time === 'string' ? time : undefined));
  return start === undefined ? '' : humanDuration((end ?? now) - start);
}

export const JOB: readonly TableColumn[] = [
  NAME,
  column('Status', status, { description: 'Status of the job.' }),
  column('Completions', completions),
  column('Duration', duration, { description: 'Time required to complete the job.' }),
  AGE,
  ...containerColumns('spec.template'),
  SELECTOR,
];

export const CRON_JOB: readonly TableColumn[] = [
  NAME,
  column('Schedule', text('spec.schedule'), {
    description: 'The schedule in Cron format, see https://en.wikipedia.org/wiki/Cron.',
  }),
  column('Timezone', text('spec.timeZone', '<none>')),
  column('Suspend', (object) => (at(object, 'spec.suspend') === true ? 'True' : 'False'), {
    type: 'boolean',
    description: SUSPEND,
  }),
  {
    ...integer('Active', '', 'A list of pointers to currently running jobs.'),
    cell: (object) => listAt(object, 'status.active').length,
  },
  column(
    'Last Schedule',
    (object, now) => {
      const last = at(object, 'status.lastScheduleTime');
      return last === undefined || last === null ? '<none>' : since(last, now);
    },
    { description: 'Information when was the last time the job was successfully scheduled.' },
  ),
  AGE,
  ...containerColumns('spec.jobTemplate.spec.template'),
  {
    ...SELECTOR,
    cell: (object) => SELECTOR.cell({ ...object, spec: at(object, 'spec.jobTemplate.spec') }, 0),
  },
];
