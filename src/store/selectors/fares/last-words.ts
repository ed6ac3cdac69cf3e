import type { LastWordsFeed } from '../../../model/feed.ts';
import { type LastWords, silentIn } from '../../../model/health/container/last-words.ts';
import { recentRestarts } from '../../../model/health/container/restarts.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { podsToAskFor } from './in-question.ts';

/** What the Pods said last that are on show or in question, where a container of theirs ended without a message. */
export function lastWordsFeeds(state: State): readonly LastWordsFeed[] {
  return podsToAskFor(state).flatMap((pod) => feedOf(state, pod) ?? []);
}

const known = new WeakMap<object, LastWords>();

/** What was found of it; undefined where nothing is asked, or known yet. The same while it is. */
export function lastWordsFound(state: State, pod: Pod): LastWords | undefined {
  const feed = feedOf(state, pod);
  if (!feed) return undefined;
  const fed = fedBy(state, feed);
  if (!fed.data) return undefined;
  const before = known.get(fed);
  if (before) return before;
  const found = { container: feed.of.container, ...fed.data };
  known.set(fed, found);
  return found;
}

function feedOf({ cluster, look }: State, pod: Pod): LastWordsFeed | undefined {
  const { uid } = pod.metadata;
  const silent = silentIn(pod, look.now, () => recentRestarts(pod, look.now, cluster.restarts.get(uid)));
  if (!silent) return undefined;
  const { restarts, again, minutes, ...of } = silent;
  // While it runs again the run before has ended, not the one of that number.
  const version = minutes === undefined ? `${restarts}${again ? ' again' : ''}` : `at ${minutes}m`;
  return { type: 'last-words', of, uid, version, with: { again } };
}
