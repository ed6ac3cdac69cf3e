import type { Able } from '../../../model/capabilities.ts';
import type { Feed, ListFeed, MeteredFeed, UsageFeed } from '../../../model/feed.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { onceEach } from '../../../model/once-each.ts';
import { isMeasured, type PodUsage, usageIn } from '../../../model/usage/pod-usage.ts';
import { refusedText, unansweredText } from '../../../model/usage/usage-texts.ts';
import type { State } from '../../state.ts';
import { isDeleted } from '../selected/selected-pod.ts';
import { fedBy, listIn, podsAreAwaited } from '../lists.ts';

const METERED: MeteredFeed = { type: 'metered' };

/** What the usage of one Pod is told from: a list of its own, or that of all where that is on show anyway. */
export function usageFeedsOf(state: State, pod: Pod | undefined): readonly Feed[] {
  if (!pod || !isMeasuredNow(state, pod)) return [];
  return state.look.wide ? usageFeeds(state) : [...needed(state), ...asked(state, ofPod(pod))];
}

/** Whether samples of it may still come: of one that is deleted they would be of another of its name. */
export const isMeasuredNow = (state: State, pod: Pod): boolean =>
  isMeasured(pod) && !isDeleted(state, pod.metadata.uid);

/** What the usage of all Pods that are listed is told from. */
export function usageFeeds(state: State): readonly Feed[] {
  return [...needed(state), ...asked(state, ofAll(state))];
}

/** First the Pods are to be there. */
const needed = (state: State): readonly Feed[] => (podsAreAwaited(state) ? [] : [METERED]);

/** Nothing is asked in vain. */
const asked = (state: State, feed: UsageFeed): readonly Feed[] =>
  fedBy(state, METERED).data === true ? [feed] : [];

const ofPod = onceEach(({ metadata: { namespace, name } }: Pod): UsageFeed => ({
  type: 'usage',
  of: { ...(namespace !== undefined && { namespace }), name },
}));

/** As the Pods of where the user is are listed. */
const ofAll = ({ look }: State): UsageFeed => usageOf(listIn(look, 'pods'));

const usageOf = onceEach(({ scope: { namespace, labelSelector } }: ListFeed<'pods'>): UsageFeed => ({
  type: 'usage',
  of: {
    ...(namespace !== undefined && { namespace }),
    ...(labelSelector !== undefined && { labelSelector }),
  },
}));

/** The last sample of a Pod; undefined where there is none, or it was not asked for. */
export function usageNow(state: State, pod: Pod): PodUsage | undefined {
  const own = fedBy(state, ofPod(pod));
  const all = fedBy(state, ofAll(state));
  const told = own.complete ? own : all;
  if (told.data && !isDeleted(state, pod.metadata.uid)) return usageIn(told.data, pod);
  // Who comes back finds what was last known until it is asked anew.
  return state.cluster.usage.get(pod.metadata.uid)?.at(-1);
}

/** Whether usage can be told of a Pod: true, or the reason why not; undefined while that is not known. */
export function usageAble(state: State, pod: Pod): Able | undefined {
  const { data, failure } = fedBy(state, METERED);
  if (typeof data === 'string') return `${data}; then ctrl-r`;
  if (data === undefined) return failure ? unansweredText(failure) : undefined;
  const told = fedBy(state, state.look.wide ? ofAll(state) : ofPod(pod));
  if (told.connection === 'failed' || told.connection === 'stale')
    return told.failure ? refusedText(told.failure, pod.metadata.namespace) : 'failed';
  return told.complete ? true : undefined;
}
