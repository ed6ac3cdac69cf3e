import type { Condition, Workload } from '../objects.ts';
import type { Health } from '../health/pod-health.ts';

export interface WorkloadSummary {
  /** READY, or COMPLETIONS for a Job: `3/4`; empty for a kind that has no such numbers. */
  readonly ready: string;
  /** Why it is not complete, as the API says it (`ProgressDeadlineExceeded`, `Suspended`); mostly empty. */
  readonly reason: string;
  /** Undefined for kinds podscope knows nothing of. */
  readonly health: Health | undefined;
}

/** READY, REASON and health of any of the six workload kinds; of other kinds no more than that it is Terminating. */
export function workloadSummary(kind: string, workload: Workload): WorkloadSummary {
  const summary = summaryOf(kind, workload);
  if (workload.metadata.deletionTimestamp === undefined) return summary;
  return { ...summary, reason: 'Terminating', health: 'progress' };
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
      return replicated(workload, status.readyReplicas, spec?.replicas, status.updatedReplicas ?? 0);
    case 'StatefulSet':
    case 'ReplicaSet':
      return replicated(workload, status.readyReplicas, spec?.replicas);
    case 'DaemonSet':
      return replicated(workload, status.numberReady, status.desiredNumberScheduled ?? 0);
    case 'Job':
      return jobSummary(workload);
    case 'CronJob':
      return cronJobSummary(workload);
    default:
      return { ready: '', reason: '', health: undefined };
  }
}

function replicated(workload: Workload, ready = 0, desired = 1, updated = desired): WorkloadSummary {
  const conditions = workload.status?.conditions;
  const failure = trueCondition(conditions, 'ReplicaFailure') ?? falseCondition(conditions, 'Progressing');
  const complete = ready >= desired && updated >= desired;
  const why = failure ?? (complete ? undefined : falseCondition(conditions, 'Available'));
  return {
    ready: `${ready}/${desired}`,
    reason: why ? why.reason || why.type : workload.spec?.paused ? 'Paused' : '',
    health: failure ? 'failing' : !complete ? 'progress' : desired === 0 ? 'ended' : 'well',
  };
}

function jobSummary({ spec, status }: Workload): WorkloadSummary {
  const ready = completions(spec, status?.succeeded ?? 0);
  const conditions = status?.conditions;
  if (trueCondition(conditions, 'Complete')) return { ready, reason: 'Complete', health: 'ended' };
  const failed = trueCondition(conditions, 'Failed') ?? trueCondition(conditions, 'FailureTarget');
  if (failed) return { ready, reason: failed.reason || failed.type, health: 'failing' };
  if (spec?.suspend || trueCondition(conditions, 'Suspended')) {
    return { ready, reason: 'Suspended', health: 'waiting' };
  }
  return { ready, reason: '', health: 'progress' };
}

/** As printJob in Kubernetes' pkg/printers/internalversion/printers.go. */
function completions(spec: Workload['spec'], succeeded: number): string {
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function cronJobSummary({ spec, status }: Workload): WorkloadSummary {
  if (spec?.suspend) return { ready: '', reason: 'Suspended', health: 'waiting' };
  const active = Array.isArray(status?.active) && status.active.length > 0;
  return { ready: '', reason: '', health: active ? 'progress' : 'well' };
}

function trueCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

function falseCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type && condition.status === 'False');
}
