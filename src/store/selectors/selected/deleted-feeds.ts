import { type Feed, feedKey } from '../../../model/feed.ts';
import { onceEach } from '../../../model/once-each.ts';
import type { State } from '../../state.ts';
import { isDeleted } from './selected-pod.ts';

/** The Pod that a feed is of alone, by uid; undefined of others. */
function podOf(feed: Feed): unknown {
  if (feed.type === 'logs' && 'of' in feed) return String(feed.of).split('/')[0];
  return 'uid' in feed ? feed.uid : undefined;
}

const held = onceEach((feed: Feed): Feed => ({ ...feed, held: true }));

/**
 * What is needed, where the selected Pod is deleted: all that was read of it is kept while it is looked into, and nothing
 * of it is asked anew, for which the server would have an error, or another Pod of its name.
 */
export function heldFeeds(state: State, needs: readonly Feed[]): readonly Feed[] {
  const uid = state.look.place.selection.deleted?.pod.metadata.uid;
  if (uid === undefined || !isDeleted(state, uid)) return needs;
  const read = [...state.cluster.feeds].filter(([, { feed }]) => podOf(feed) === uid);
  const kept = new Map(read.map(([key, { feed }]) => [key, held(feed)]));
  // What is needed comes last: it has the marks that are set in logs.
  const isHeld = (feed: Feed): boolean =>
    podOf(feed) === uid && (feed.type === 'object' || kept.has(feedKey(feed)));
  return [...kept.values(), ...needs.map((feed) => (isHeld(feed) ? held(feed) : feed))];
}
