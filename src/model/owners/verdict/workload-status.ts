import type { Condition, Workload } from '../../kinds/objects.ts';
import { epochMs } from '../../ages.ts';
import type { Health } from '../../health/pod-health.ts';
import { isSeen, leftOld } from './on-delete.ts';

type Status = NonNullable<Workload['status']>;

export interface WorkloadSummary {
  /** READY, or COMPLETIONS for a Job: `3/4`; empty for a kind that has no such numbers. */
  readonly ready: string;
  /** Why it is not complete, or not all new, as the API says it (`ProgressDeadlineExceeded`, `Suspended`, `OnDelete`); mostly empty. */
  readonly reason: string;
  /** Undefined for kinds podscope knows nothing of. */
  readonly health: Health | undefined;
  /** It is not as it is to be, and no longer just at work. */
  readonly notWell: boolean;
  /** How many Pods it is to have and has not, ready or not. */
  readonly missing: number;
}

const NO_TROUBLE = { notWell: false, missing: 0 };

/** READY, REASON and health of any of the six workload kinds; of other kinds no more than that it is Terminating. */
export function workloadSummary(kind: string, workload: Workload): WorkloadSummary {
  const told = summaryOf(kind, workload);
  const summary = told.reason === '' && leftOld(kind, workload) ? { ...told, reason: 'OnDelete' } : told;
  if (workload.metadata.deletionTimestamp === undefined) return summary;
  return { ...summary, ...NO_TROUBLE, reason: 'Terminating', health: 'progress' };
}

/** Which of its Deployment's revisions a ReplicaSet is; undefined where no Deployment numbered it. */
export function replicaSetRevision(replicaSet: Workload): string | undefined {
  return replicaSet.metadata.annotations?.['deployment.kubernetes.io/revision'];
}

function summaryOf(kind: string, workload: Workload): WorkloadSummary {
  const { spec, status = {} } = workload;
  switch (kind) {
    case 'Deployment':
      // The API leaves numbers out that are 0.
      return replicated(workload, status, status.updatedReplicas ?? 0);
    case 'StatefulSet':
      return replicated(workload, status, updatedOf(workload));
    case 'ReplicaSet':
      return replicated(workload, status);
    case 'DaemonSet':
      return replicated(
        { ...workload, spec: { ...spec, replicas: status.desiredNumberScheduled ?? 0 } },
        { ...status, replicas: status.currentNumberScheduled ?? 0, readyReplicas: status.numberReady ?? 0 },
        spec?.updateStrategy?.type === 'OnDelete' ? undefined : status.updatedNumberScheduled,
      );
    case 'Job':
      return jobSummary(workload);
    case 'CronJob':
      return cronJobSummary(workload);
    default:
      return { ready: '', reason: '', health: undefined, ...NO_TROUBLE };
  }
}

/** Of a StatefulSet that rolls out all but what its partition holds back; undefined where nothing does. */
function updatedOf({ spec, status }: Workload): number | undefined {
  const { currentRevision, updateRevision, updatedReplicas = 0 } = status ?? {};
  if (!updateRevision || currentRevision === updateRevision) return undefined;
  if (spec?.updateStrategy?.type === 'OnDelete') return undefined;
  return updatedReplicas + (spec?.updateStrategy?.rollingUpdate?.partition ?? 0);
}

/**
 * `1 of 3 updated`, as kubectl rollout status counts it of a StatefulSet or a DaemonSet (its polymorphichelpers,
 * rollout_status.go); undefined where no Pod of an old template is to be replaced.
 *
 * @param desired how many Pods are to be
 */
export function rolledOut(kind: string, workload: Workload, desired: number): string | undefined {
  if (kind === 'DaemonSet') return rolledOnNodes(workload, desired);
  const updated = kind === 'StatefulSet' ? updatedOf(workload) : undefined;
  if (updated === undefined || updated >= desired) return undefined;
  const held = workload.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  return `${updated - held} of ${desired - held} updated${held > 0 ? ` (partition ${held})` : ''}`;
}

function rolledOnNodes(workload: Workload, desired: number): string | undefined {
  const { updatedNumberScheduled: updated = 0, currentNumberScheduled: there = 0 } = workload.status ?? {};
  const isOld = updated < there && workload.spec?.updateStrategy?.type !== 'OnDelete' && isSeen(workload);
  return isOld ? `${updated} of ${desired} updated` : undefined;
}

function replicated(workload: Workload, status: Status, updated?: number): WorkloadSummary {
  const { readyReplicas: ready = 0, conditions } = status;
  const { replicas: desired = 1, paused } = workload.spec ?? {};
  const failure = trueCondition(conditions, 'ReplicaFailure') ?? falseCondition(conditions, 'Progressing');
  // Ready for less than minReadySeconds, Pods are not available yet.
  const unavailable = falseCondition(conditions, 'Available');
  const complete = ready >= desired && (updated ?? desired) >= desired && !unavailable;
  const why = failure ?? unavailable;
  return {
    ready: `${ready}/${desired}`,
    reason: why ? why.reason || why.type : paused ? 'Paused' : '',
    health: failure ? 'failing' : !complete ? 'progress' : desired === 0 ? 'ended' : 'well',
    notWell: failure !== undefined || !complete,
    missing: missingOf(workload, status, desired),
  };
}

/** What the controller has not seen yet it can be no judge of. */
function missingOf({ metadata }: Workload, status: Status, desired: number): number {
  const { observedGeneration = Infinity, replicas = 0 } = status;
  return observedGeneration < (metadata.generation ?? 0) ? 0 : Math.max(0, desired - replicas);
}

/** How many Pods of a Job run, and how many are to: no more than it needs to be done. */
export function jobPods({ spec, status }: Workload): { readonly active: number; readonly wanted: number } {
  const { parallelism = 1, completions } = spec ?? {};
  const left = completions === undefined ? parallelism : completions - (status?.succeeded ?? 0);
  const active = typeof status?.active === 'number' ? status.active : 0;
  return { active, wanted: Math.max(0, Math.min(parallelism, left)) };
}

/** Whether a Job was begun and has not had one Pod: later it may be between two of them, which is no trouble. */
function hadNone({ status }: Workload): boolean {
  const { startTime, active = 0, succeeded = 0, failed = 0, uncountedTerminatedPods } = status ?? {};
  const ended = Object.values(uncountedTerminatedPods ?? {}).flat().length;
  return startTime !== undefined && active === 0 && succeeded + failed + ended === 0;
}

function jobSummary(job: Workload): WorkloadSummary {
  const { spec, status } = job;
  const ready = completions(spec, status?.succeeded ?? 0);
  const conditions = status?.conditions;
  if (trueCondition(conditions, 'Complete')) {
    return { ready, reason: 'Complete', health: 'ended', ...NO_TROUBLE };
  }
  const failed = trueCondition(conditions, 'Failed') ?? trueCondition(conditions, 'FailureTarget');
  if (failed) {
    return { ready, reason: failed.reason || failed.type, health: 'failing', notWell: true, missing: 0 };
  }
  if (spec?.suspend || trueCondition(conditions, 'Suspended')) {
    return { ready, reason: 'Suspended', health: 'waiting', ...NO_TROUBLE };
  }
  const missing = hadNone(job) ? jobPods(job).wanted : 0;
  return { ready, reason: '', health: 'progress', notWell: missing > 0, missing };
}

/** As printJob in Kubernetes' pkg/printers/internalversion/printers.go. */
function completions(spec: Workload['spec'], succeeded: number): string {
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function cronJobSummary({ spec, status }: Workload): WorkloadSummary {
  if (spec?.suspend) return { ready: '', reason: 'Suspended', health: 'waiting', ...NO_TROUBLE };
  const active = Array.isArray(status?.active) && status.active.length > 0;
  return { ready: '', reason: '', health: active ? 'progress' : 'well', ...NO_TROUBLE };
}

/** Whether what it owns and failed is of the past: it has done since what it is there for. */
export function hasRecovered(kind: string, { status }: Workload): boolean {
  if (kind === 'Job') return trueCondition(status?.conditions, 'Complete') !== undefined;
  if (kind !== 'CronJob') return false;
  const { lastSuccessfulTime, lastScheduleTime } = status ?? {};
  const [done, begun] = [epochMs(lastSuccessfulTime), epochMs(lastScheduleTime)];
  return done !== undefined && begun !== undefined && done >= begun;
}

export function trueCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

export function falseCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type && condition.status === 'False');
}
