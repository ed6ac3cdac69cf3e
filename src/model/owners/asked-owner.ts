import type { ToldEvent } from '../events/told-event.ts';
import { epochMs, humanDuration } from '../ages.ts';
import type { Condition } from '../kinds/objects.ts';
import { awaited, type Awaited } from './verdict/awaited-pod.ts';
import type { TreeHealth } from './node-summary.ts';
import type { OwnerNode, OwnerTree } from './owner-tree.ts';

/** An owner that is asked about, and where it stands. */
export interface AskedOwner {
  readonly tree: OwnerTree;
  readonly node: OwnerNode;
  readonly health: TreeHealth;
  readonly now: number;
  /** What events tell of it and of what it hangs on, the newest first. */
  readonly events: readonly ToldEvent[];
}

/** The Pod it waits for; undefined where all that it owns are well. */
export const awaitedBy = ({ tree, node, health, now }: AskedOwner): Awaited | undefined =>
  awaited(tree, node.key, health.healthOf, now);

/**
 * `, waiting 4m for checkout-…-h7wtk: ImagePullBackOff`, or ` (migrate-mqcc9: Error)` of one that has ended; empty where
 * it waits for none.
 */
export function waitingText(waits: Awaited | undefined): string {
  if (!waits) return '';
  const { name, time, reason, stuck, ended } = waits;
  if (ended) return ` (${name}: ${reason})`;
  const long = time === undefined ? '' : ` ${time}`;
  return stuck ? `, stuck${long} on ${name}: ${reason}` : `, waiting${long} for ${name}: ${reason}`;
}

/** ` 3d`, or nothing where it is not known. */
export function forTime({ lastTransitionTime }: Condition, now: number): string {
  const at = epochMs(lastTransitionTime);
  return at === undefined ? '' : ` ${humanDuration(now - at)}`;
}

export const podsText = (count: number): string => (count === 1 ? '1 Pod' : `${count} Pods`);
