import { failureText } from '../../refusal.ts';
import { ownKind } from '../../kinds/api-kind.ts';
import { eventLines } from '../../events/event-lines.ts';
import type { ToldEvent } from '../../events/told-event.ts';
import { age } from '../../ages.ts';
import { conditionText } from '../../health/pod-details.ts';
import { finalizersText } from '../../health/finalizers.ts';
import { told, type Verdict } from '../../health/verdict.ts';
import type { Workload } from '../../kinds/objects.ts';
import type { Failure } from '../../kinds/watch-event.ts';
import { nodeSummary, type TreeHealth } from '../node-summary.ts';
import type { OwnerNode, OwnerTree } from '../owner-tree.ts';
import { type AskedOwner, awaitedBy, waitingText } from '../asked-owner.ts';
import { cronJobClauses, jobClauses } from './job-verdict.ts';
import { besidesLines } from '../owner-references.ts';
import { readyText } from './ready-text.ts';
import { refusedPods } from './refused-pods.ts';
import { replicatedClauses } from './replicated-verdict.ts';

/**
 * How an owner is: what it is to have, has, and waits for, and why it has no more.
 *
 * @param failure why its own object could not be had
 * @param events of it and of what it hangs on, the newest first
 */
export function ownerVerdict(
  tree: OwnerTree,
  health: TreeHealth,
  node: OwnerNode,
  now: number,
  failure?: Failure,
  events: readonly ToldEvent[] = [],
): Verdict {
  const summary = nodeSummary(health, node, failure);
  const asked = { tree, node, health, now, events };
  const below = ofPods(asked);
  if (failure || !node.object) {
    const why = failure
      ? [`${summary.reason}: ${failureText(failure)}`]
      : ['it is known by what it owns alone'];
    return told(summary.health ?? 'waiting', [...why, ...below]);
  }
  const workload = node.object as Workload;
  const clauses =
    workload.metadata.deletionTimestamp === undefined ? ownClauses(asked, workload) : deletion(workload, now);
  const [first = '', ...rest] = clauses ?? below;
  const details = [
    ...besidesLines(workload),
    ...(workload.status?.conditions ?? []).map(conditionText),
    ...eventLines(events, now),
  ];
  const known = refusedPods(node, events) ? 'failing' : (summary.health ?? 'well');
  return told(known, rest.length > 0 ? [first, ...rest] : first, details);
}

function ownClauses(asked: AskedOwner, workload: Workload): readonly string[] | undefined {
  switch (ownKind(asked.node)) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return replicatedClauses(asked, workload);
    case 'Job':
      return jobClauses(asked, workload);
    case 'CronJob':
      return cronJobClauses(asked, workload);
    default:
      return undefined;
  }
}

function deletion({ metadata }: Workload, now: number): readonly string[] {
  const { finalizers = [], deletionTimestamp } = metadata;
  const held = finalizers.length > 0 ? [`held by ${finalizersText(finalizers)}`] : [];
  return [`Terminating ${age(deletionTimestamp, now)}`, ...held];
}

/** Of what is no workload: what its Pods are. */
function ofPods(asked: AskedOwner): readonly string[] {
  const { health } = asked;
  return [`${readyText(health.sums.of(asked.node.key), health)}${waitingText(awaitedBy(asked))}`];
}
