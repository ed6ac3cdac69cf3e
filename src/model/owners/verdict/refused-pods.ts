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
  if (!mayBeRefused(node)) return undefined;
  const last = lastTry(node.kind, events);
  return last?.reason === 'FailedCreate' ? last : undefined;
}

/** Whether an owner lacks Pods, and has no condition that tells why. */
export const mayBeRefused = (node: Pick<OwnerNode, 'kind' | 'apiVersion' | 'object'>): boolean =>
  node.object !== undefined && lacksPods(ownKind(node), node.object as Workload);

/** What events tell last of an owner of a kind, or of its ReplicaSets, when it made or was to make a Pod. */
export const lastTry = (kind: string, events: readonly ToldEvent[]): ToldEvent | undefined =>
  events.find(
    (event) =>
      (event.kind === kind || event.kind === 'ReplicaSet') &&
      (event.reason === 'FailedCreate' || event.reason === 'SuccessfulCreate'),
  );

function lacksPods(kind: string, workload: Workload): boolean {
  const { metadata, status } = workload;
  if (metadata.deletionTimestamp !== undefined || trueCondition(status?.conditions, 'ReplicaFailure'))
    return false;
  if (kind !== 'Job') return workloadSummary(kind, workload).missing > 0;
  const { health } = workloadSummary(kind, workload);
  const { active, wanted } = jobPods(workload);
  return health === 'progress' && active < wanted;
}
