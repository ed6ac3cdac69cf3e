import { missedRuns } from '../../events/causes.ts';
import { age } from '../../ages.ts';
import type { Condition, Workload } from '../../kinds/objects.ts';
import { shortened } from '../../text/shortened.ts';
import { type AskedOwner, awaitedBy, forTime, podsText, waitingText } from '../asked-owner.ts';
import { refusedPods } from './refused-pods.ts';
import { refusedText } from './replicated-verdict.ts';
import { jobPods, trueCondition } from './workload-status.ts';

/** What is told of a Job: why it failed, or how far it is. */
export function jobClauses(asked: AskedOwner, workload: Workload): readonly string[] {
  const { spec, status } = workload;
  const failure =
    trueCondition(status?.conditions, 'Failed') ?? trueCondition(status?.conditions, 'FailureTarget');
  if (failure) return failed(asked, workload, failure);
  const lost = status?.failed ?? 0;
  if (trueCondition(status?.conditions, 'Complete')) {
    const ago = status?.completionTime ? `, ${age(status.completionTime, asked.now)} ago` : '';
    return [`Complete${ago}`, ...(lost > 0 ? [`${podsText(lost)} failed before`] : [])];
  }
  return spec?.suspend ? ['suspended'] : [...refusal(asked, workload), running(asked, workload, lost)];
}

function failed(asked: AskedOwner, { spec, status }: Workload, failure: Condition): readonly string[] {
  const why = failure.message ? `: ${shortened(failure.message)}` : '';
  const waits = awaitedBy(asked);
  return [
    `${failure.reason || 'Failed'}${forTime(failure, asked.now)}${why}${failure.reason === 'DeadlineExceeded' ? deadline(spec) : ''}`,
    ...(waits ? [`${waits.name}: ${waits.reason}`] : []),
    ...(status?.failed ? [`${podsText(status.failed)} failed`] : []),
  ];
}

function refusal({ node, events, now }: AskedOwner, workload: Workload): readonly string[] {
  const event = refusedPods(node, events);
  if (!event) return [];
  const { active, wanted } = jobPods(workload);
  return [`${active} of ${wanted} Pods, ${refusedText(event, now)}`];
}

function running(asked: AskedOwner, { spec, status }: Workload, lost: number): string {
  const { active = 0, succeeded = 0 } = status ?? {};
  const limit = spec?.backoffLimit === undefined ? '' : ` of at most ${spec.backoffLimit + 1}`;
  const parts = [`${succeeded} of ${spec?.completions ?? 1} done`, `${numberOf(active)} running`];
  if (lost > 0) parts.push(`${lost}${limit} failed`);
  return parts.join(', ') + deadline(spec) + waitingText(awaitedBy(asked));
}

/** How long a Job may be active, all its tries together. */
const deadline = (spec: Workload['spec']): string =>
  spec?.activeDeadlineSeconds === undefined ? '' : ` (activeDeadlineSeconds ${spec.activeDeadlineSeconds})`;

/** `schedule 0 3 * * *, in Europe/Berlin, Forbid`: what the server says where nobody did (Allow) is not told. */
function scheduleTexts(spec: Workload['spec']): readonly string[] {
  const { schedule = '', timeZone = '', concurrencyPolicy = '' } = spec ?? {};
  if (schedule === '') return [];
  const zone = timeZone === '' ? '' : `, in ${timeZone}`;
  const policy = concurrencyPolicy === '' || concurrencyPolicy === 'Allow' ? '' : `, ${concurrencyPolicy}`;
  return [`schedule ${shortened(schedule)}${zone}${policy}`];
}

/** What is told of a CronJob: what failed of its runs, and when the last were. */
export function cronJobClauses(asked: AskedOwner, { spec, status }: Workload): readonly string[] {
  const { lastScheduleTime, lastSuccessfulTime, active = [] } = status ?? {};
  const { notWell } = asked.health.sums.of(asked.node.key);
  const waits = notWell > 0 ? awaitedBy(asked) : undefined;
  const last = lastScheduleTime ? `last run ${age(lastScheduleTime, asked.now)} ago` : 'has not run yet';
  const success = lastSuccessfulTime
    ? `, last success ${age(lastSuccessfulTime, asked.now)} ago`
    : ', no success yet';
  const runs = numberOf(active) > 0 ? `${numberOf(active)} running, ` : '';
  return [
    ...(waits ? [`${podsText(notWell)} of its runs not well, ${waits.name}: ${waits.reason}`] : []),
    ...(spec?.suspend ? ['suspended'] : missedRuns(asked.events, asked.now)),
    `${runs}${last}${lastScheduleTime ? success : ''}`,
    ...scheduleTexts(spec),
  ];
}

const numberOf = (active: number | readonly unknown[]): number =>
  typeof active === 'number' ? active : active.length;
