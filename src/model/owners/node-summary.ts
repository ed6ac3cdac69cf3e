import type { Pod, Workload } from '../objects.ts';
import type { OwnerNode, OwnerTree } from './owner-tree.ts';
import type { Health } from '../health/pod-health.ts';
import { podSummary } from '../pod-status.ts';
import { workloadSummary } from './workload-status.ts';
import type { Failure } from '../watch-event.ts';

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

function readyBelow(tree: OwnerTree, { key }: OwnerNode): string {
  const { ready, total } = podsBelow(tree, key);
  return total === 0 ? '' : `${ready}/${total}`;
}

interface PodsBelow {
  ready: number;
  total: number;
}

const known = new WeakMap<OwnerTree, Map<string, PodsBelow>>();

/** Of each node once a tree: an owner on show stands above others that are asked about too. */
function podsBelow(tree: OwnerTree, key: string): PodsBelow {
  let counts = known.get(tree);
  if (!counts) known.set(tree, (counts = new Map()));
  const before = counts.get(key);
  if (before) return before;
  const made = new Map<string, PodsBelow>();
  const nodes = [...tree.walk([key])];
  for (const node of nodes) made.set(node.key, ownCount(node));
  for (const node of nodes.reverse()) {
    const own = made.get(node.key);
    const above = node.key === key ? undefined : made.get(node.parent ?? '');
    if (!own || !above) continue;
    above.ready += own.ready;
    above.total += own.total;
  }
  for (const [below, count] of made) counts.set(below, count);
  return made.get(key) ?? { ready: 0, total: 0 };
}

function ownCount({ kind, object }: OwnerNode): PodsBelow {
  if (kind !== 'Pod' || !object) return { ready: 0, total: 0 };
  return { ready: podSummary(object as Pod).health === 'well' ? 1 : 0, total: 1 };
}
