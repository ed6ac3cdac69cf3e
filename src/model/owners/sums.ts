import { type Health, lastingHealth, type PodHealth } from '../health/pod-health.ts';
import type { Pod } from '../kinds/objects.ts';

/** What stands below a node of the tree, itself included. */
export interface Sums {
  /** Those that have ended are none of those that are to be ready. */
  readonly pods: number;
  readonly ready: number;
  readonly notWell: number;
  /** Those that are not well and have ended: none of those that are to be ready. */
  readonly ended: number;
  readonly failing: number;
  /** The topmost owners that are not well for themselves: their Pods do not tell it, or are not there. */
  readonly owners: number;
  /** Owners that are not well, of any level. */
  readonly unwell: number;
  /** Pods that are listed, those that have ended too. */
  readonly listed: number;
}

export const ZERO: Sums = {
  pods: 0,
  ready: 0,
  notWell: 0,
  ended: 0,
  failing: 0,
  owners: 0,
  unwell: 0,
  listed: 0,
};

export type HealthOf = (pod: Pod) => PodHealth;

/** Of Pods that add the same it is the same object. */
export function podSums(pod: Pod, healthOf: HealthOf): Sums {
  const { health, notWell } = healthOf(pod);
  const phase = pod.status?.phase;
  const stays = phase !== 'Succeeded' && phase !== 'Failed';
  const isFailing = notWell && health === 'failing';
  // One that restarts again and again is ready between two ends.
  const isReady = stays && (health === 'well' || lastingHealth(pod).health === 'well');
  return POD_SUMS[(stays ? 1 : 0) + (isReady ? 2 : 0) + (notWell ? 4 : 0) + (isFailing ? 8 : 0)] as Sums;
}

/** All that a Pod can add, each by its number. */
const POD_SUMS: readonly Sums[] = Array.from({ length: 16 }, (_, is) => ({
  pods: is & 1,
  ready: (is >> 1) & 1,
  notWell: (is >> 2) & 1,
  ended: (is & 5) === 4 ? 1 : 0,
  failing: (is >> 3) & 1,
  owners: 0,
  unwell: 0,
  listed: 1,
}));

/** How what owns trouble is coloured; undefined where nothing below is not well. */
export function troubleOf({ failing, notWell, unwell }: Sums): Health | undefined {
  return failing > 0 ? 'failing' : notWell + unwell > 0 ? 'progress' : undefined;
}

export const same = (a: Sums, b: Sums): boolean =>
  a.pods === b.pods &&
  a.ready === b.ready &&
  a.notWell === b.notWell &&
  a.ended === b.ended &&
  a.failing === b.failing &&
  a.owners === b.owners &&
  a.unwell === b.unwell &&
  a.listed === b.listed;
export const hasNone = (sums: Sums): boolean => same(sums, ZERO);

/** What two add up to. */
export const addedUp = (a: Sums, b: Sums): Sums => plus(a, b);

export function plus(a: Sums, b: Sums): Sums {
  if (b === ZERO) return a;
  if (a === ZERO) return b;
  return {
    pods: a.pods + b.pods,
    ready: a.ready + b.ready,
    notWell: a.notWell + b.notWell,
    ended: a.ended + b.ended,
    failing: a.failing + b.failing,
    owners: a.owners + b.owners,
    unwell: a.unwell + b.unwell,
    listed: a.listed + b.listed,
  };
}

/** What a sum is once a part of it is another one. */
export const exchanged = (sums: Sums, before: Sums, after: Sums): Sums => ({
  pods: sums.pods - before.pods + after.pods,
  ready: sums.ready - before.ready + after.ready,
  notWell: sums.notWell - before.notWell + after.notWell,
  ended: sums.ended - before.ended + after.ended,
  failing: sums.failing - before.failing + after.failing,
  owners: sums.owners - before.owners + after.owners,
  unwell: sums.unwell - before.unwell + after.unwell,
  listed: sums.listed - before.listed + after.listed,
});
