import type { Feed, ReferencesFeed } from '../../../model/feed.ts';
import { hasBegun, optionalKeys } from '../../../model/health/missing/optional-keys.ts';
import type { Reference } from '../../../model/health/pod-facts.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { madeOnceEach } from '../../kept.ts';
import type { State } from '../../state.ts';
import { podsToAskFor } from '../fares/in-question.ts';
import { fedBy } from '../lists.ts';
import { healthOf } from '../pods/pod-health.ts';
import { podFeed } from '../selected/selected-pod.ts';

/**
 * Of the Pods on show or in question that have begun and are not well, the Pod whole, since lists keep no environments,
 * and the keys that it is to have only where they are there.
 */
export const optionalFeeds = (state: State): readonly Feed[] =>
  podsToAskFor(state)
    .filter((pod) => healthOf(state, pod).notWell && hasBegun(pod))
    .flatMap((pod) => [podFeed(pod), ...optionalFeed(state, pod)]);

const FEED = madeOnceEach<readonly ReferencesFeed[]>();

/** Asks for the optional keys of a Pod's environment, once it is there whole; nothing where it has none. */
export function optionalFeed(state: State, pod: Pod): readonly ReferencesFeed[] {
  const whole = fedBy(state, podFeed(pod)).data;
  return state.cluster.kept.once(FEED(pod), [whole], () => {
    const names = whole ? optionalKeys(whole) : [];
    const { uid, namespace = '' } = pod.metadata;
    return names.length > 0 ? [{ type: 'references', pod: uid, namespace, names }] : [];
  });
}

/** What was answered of them; undefined where nothing is asked, or known yet. */
export const optionalFound = (state: State, pod: Pod): readonly Reference[] | undefined => {
  const [feed] = optionalFeed(state, pod);
  return feed && fedBy(state, feed).data;
};
