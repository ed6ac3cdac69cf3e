import { told, type Verdict } from '../health/verdict.ts';
import type { Failure } from '../watch-event.ts';
import { nodeSummary, type TreeHealth } from './node-summary.ts';
import type { OwnerNode } from './owner-tree.ts';

/**
 * How an owner is.
 *
 * @param failure why its own object could not be had
 */
export function ownerVerdict(tree: TreeHealth, node: OwnerNode, failure?: Failure): Verdict {
  const { ready, reason, health = 'well' } = nodeSummary(tree, node, failure);
  return told(health, [ready && `${ready} ready`, reason].filter(Boolean).join(', ') || 'no Pods');
}
