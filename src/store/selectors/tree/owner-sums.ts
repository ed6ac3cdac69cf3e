import { lastingHealth } from '../../../model/health/pod-health.ts';
import { OwnerSums } from '../../../model/owners/owner-sums.ts';
import type { HealthOf } from '../../../model/owners/sums.ts';
import type { TreeHealth } from '../../../model/owners/node-summary.ts';
import type { OwnerTree } from '../../../model/owners/owner-tree.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';
import { standingOf } from '../lists.ts';
import { ownerTree } from './owner-tree.ts';
import { type HealthByTime, healthByTime, healthOf } from '../pods/pod-health.ts';

interface Summed {
  readonly tree: OwnerTree | undefined;
  readonly byTime: HealthByTime;
  readonly sums: OwnerSums;
}

const SUMMED: Derived<Summed> = { initial: { tree: undefined, byTime: new Map(), sums: OwnerSums.empty() } };

/** What stands below each owner and in each namespace, and how it is: a batch costs its size. */
export function ownerSums(state: State): OwnerSums {
  const tree = ownerTree(state);
  const byTime = healthByTime(state);
  return state.cluster.kept.next(SUMMED, (last) => {
    if (last.tree === tree && last.byTime === byTime) return last;
    const of: HealthOf = (pod) => byTime.get(pod.metadata.uid) ?? lastingHealth(pod);
    const changed = last.byTime === byTime ? [] : [...last.byTime.keys(), ...byTime.keys()];
    return {
      tree,
      byTime,
      sums: last.sums.follow(tree, of, changed, state.look.labelSelector !== undefined),
    };
  }).sums;
}

/** Whether there may be more Pods than have come. */
export const arePodsComing = (state: State): boolean => !standingOf(state, 'pods').complete;

/** How the Pods of the tree are, and what they add up to. */
export function treeHealth(state: State): TreeHealth {
  const { labelSelector } = state.look;
  return {
    healthOf: (pod) => healthOf(state, pod),
    sums: ownerSums(state),
    ...(labelSelector !== undefined && { labels: labelSelector }),
    loading: arePodsComing(state),
  };
}

/** Whether something has none of the Pods that are listed by labels, and so no row. */
export const isBeyondLabels = (state: State, key: string): boolean =>
  state.look.labelSelector !== undefined && ownerSums(state).of(key).listed === 0;
