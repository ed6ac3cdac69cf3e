import type { Pod, Workload } from './objects.ts';
import type { OwnerNode, OwnerTree } from './owner-tree.ts';
import type { Health } from './pod-health.ts';
import { podSummary } from './pod-status.ts';
import { workloadSummary } from './workload-status.ts';
import type { Failure } from './watch-event.ts';

/** READY and REASON of any node of the ownership tree; empty where there is nothing to say. */
export interface NodeSummary {
  readonly ready: string;
  readonly reason: string;
  /** Undefined where nothing is known or all is well. */
  readonly health: Health | undefined;
}

/**
 * A Pod's READY and STATUS, a workload's own numbers; for any other owner how many of the Pods below
 * it are ready. `failure` is why the owner's own object could not be had.
 */
export function nodeSummary(tree: OwnerTree, node: OwnerNode, failure?: Failure): NodeSummary {
  if (node.kind === 'Pod' && node.object) return podNode(node.object as Pod);
  if (failure) {
    const reason = failure.code === 404 ? 'gone' : failure.code === 403 ? 'denied' : failure.reason;
    return { ready: readyBelow(tree, node), reason, health: 'ended' };
  }
  if (!node.object) return { ready: readyBelow(tree, node), reason: '', health: undefined };
  const { ready, reason, health } = workloadSummary(node.kind, node.object as Workload);
  return {
    ready: ready === '' ? readyBelow(tree, node) : ready,
    reason,
    health: reason === '' ? undefined : health,
  };
}

function podNode(pod: Pod): NodeSummary {
  const { ready, status, health, notWell } = podSummary(pod);
  const reason = status !== 'Running' ? status : notWell ? 'NotReady' : '';
  return { ready, reason, health: notWell || health === 'ended' ? health : undefined };
}

function readyBelow(tree: OwnerTree, node: OwnerNode): string {
  let ready = 0;
  let total = 0;
  const visit = (key: string): void => {
    const below = tree.node(key);
    if (below?.kind === 'Pod' && below.object) {
      total++;
      if (podSummary(below.object as Pod).health === 'well') ready++;
    }
    for (const child of tree.children(key)) visit(child);
  };
  visit(node.key);
  return total === 0 ? '' : `${ready}/${total}`;
}
