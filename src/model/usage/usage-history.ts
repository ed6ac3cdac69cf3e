import type { PodUsage } from './pod-usage.ts';

/** What was measured of a Pod while it was looked at, the oldest first; by its uid. */
export type UsageHistories = ReadonlyMap<string, readonly PodUsage[]>;

/** Of so many Pods the history is kept, those that were looked at last. */
const MOST_PODS = 30;
/** An hour, at a sample each 15 s. */
const MOST_SAMPLES = 240;

/** With a sample more of each of these Pods, the one that is looked at last; one that is known already adds nothing. */
export function withSamples(
  before: UsageHistories,
  samples: readonly (readonly [uid: string, sample: PodUsage])[],
): UsageHistories {
  let next: Map<string, readonly PodUsage[]> | undefined;
  for (const [uid, sample] of samples) {
    const known = before.get(uid) ?? [];
    if ((known.at(-1)?.at ?? -Infinity) >= sample.at) continue;
    next ??= new Map(before);
    next.delete(uid);
    next.set(uid, [...known.slice(1 - MOST_SAMPLES), sample]);
  }
  if (!next) return before;
  for (const uid of next.keys()) {
    if (next.size <= MOST_PODS) break;
    next.delete(uid);
  }
  return next;
}
