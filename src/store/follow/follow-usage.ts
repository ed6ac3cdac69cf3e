import type { UsageFeed } from '../../model/feed.ts';
import { type PodUsage, usageIn, type Usages } from '../../model/usage/pod-usage.ts';
import { withSamples } from '../../model/usage/usage-history.ts';
import type { FeedEvents } from '../actions.ts';
import { selectedPod } from '../selectors/selected/selected-pod.ts';
import { type State, withCluster } from '../state.ts';

/** Keeps what is measured of the Pod that is looked at, and of those that were. */
export function followUsage(state: State, batch: readonly FeedEvents[]): State {
  const { usage, tables } = state.cluster;
  const told = batch.flatMap(({ feed, events }) =>
    feed.type === ('usage' satisfies UsageFeed['type'])
      ? events.flatMap((event) => (event.type === 'data' ? [event.data as Usages] : []))
      : [],
  );
  // Who is selected follows from the whole list, which most batches are no reason to sort.
  if (told.length === 0) return state;
  const now = selectedPod(state)?.metadata.uid;
  const looked = new Set([...usage.keys(), ...(now === undefined ? [] : [now])]);
  const samples = told.flatMap(samplesOf);
  if (samples.length === 0) return state;
  return withCluster(state, { usage: withSamples(usage, samples) });

  function samplesOf(usages: Usages): (readonly [string, PodUsage])[] {
    return [...looked].flatMap((uid) => {
      const pod = tables.pods.get(uid);
      const sample = pod && usageIn(usages, pod);
      return sample ? [[uid, sample] as const] : [];
    });
  }
}
