import type { LastWordsFeed } from '../../../model/feed.ts';
import { type LastWords, silentIn } from '../../../model/health/container/last-words.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { onceEach } from '../../../model/once-each.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { selectedPod } from '../selected/selected-pod.ts';

/** What the Pod on show said last, where its container ended without a message. */
export function lastWordsFeeds(state: State): readonly LastWordsFeed[] {
  const pod = selectedPod(state);
  const feed = pod && feedOf(pod);
  return feed ? [feed] : [];
}

const known = new WeakMap<object, LastWords>();

/** What was found of it; undefined where nothing is asked, or known yet. The same while it is. */
export function lastWordsFound(state: State, pod: Pod): LastWords | undefined {
  const feed = feedOf(pod);
  if (!feed) return undefined;
  const fed = fedBy(state, feed);
  if (!fed.data) return undefined;
  const before = known.get(fed);
  if (before) return before;
  const found = { container: feed.of.container, line: fed.data };
  known.set(fed, found);
  return found;
}

const feedOf = onceEach((pod: Pod): LastWordsFeed | undefined => {
  const silent = silentIn(pod);
  if (!silent) return undefined;
  const { restarts, ...of } = silent;
  return { type: 'last-words', of, uid: pod.metadata.uid, version: String(restarts) };
});
