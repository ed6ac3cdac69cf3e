import type { ToldEvent } from '../../events/told-event.ts';
import { ownKind } from '../../kinds/api-kind.ts';
import type { Workload } from '../../kinds/objects.ts';
import type { OwnerNode } from '../owner-tree.ts';
import { jobPods, trueCondition, workloadSummary } from './workload-status.ts';

/**
 * Why an owner may not make the Pods that it lacks, where events alone tell it: only a Deployment and a ReplicaSet have a
 * condition of that (ReplicaFailure). Undefined where the last that was tried was done.
 *
 * @param events of it and of what it hangs on, the newest first
 */
export function refusedPods(node: OwnerNode, events: readonly ToldEvent[]): ToldEvent | undefined {
  const { object } = node;
  if (!object || !lacksPods(ownKind(node), object as Workload)) return undefined;
  const last = events.find(
    ({ kind, reason }) =>
      (kind === node.kind || kind === 'ReplicaSet') &&
      (reason === 'FailedCreate' || reason === 'SuccessfulCreate'),
  );
  return last?.reason === 'FailedCreate' ? last : undefined;
}

function lacksPods(kind: string, workload: Workload): boolean {
  const { metadata, status } = workload;
  if (metadata.deletionTimestamp !== undefined || trueCondition(status?.conditions, 'ReplicaFailure'))
    return false;
  if (kind !== 'Job') return workloadSummary(kind, workload).missing > 0;
  const { health } = workloadSummary(kind, workload);
  const { active, wanted } = jobPods(workload);
  return health === 'progress' && active < wanted;
}
