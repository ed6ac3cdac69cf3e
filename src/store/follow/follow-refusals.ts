import type { EventsFeed } from '../../model/feed.ts';
import { lastTry, mayBeRefused } from '../../model/owners/verdict/refused-pods.ts';
import type { ToldEvent } from '../../model/events/told-event.ts';
import type { FeedEvents } from '../actions.ts';
import { ownerTree } from '../selectors/tree/owner-tree.ts';
import { type State, withCluster } from '../state.ts';

/** Of so many owners it is kept, those that were looked at last. */
const MOST_OWNERS = 30;

/**
 * Keeps that an owner is refused Pods: events tell it, which are asked for of what is selected alone, and how it is
 * does not change with the cursor. Forgotten once the owner lacks none, or is gone.
 */
export function followRefusals(state: State, batch: readonly FeedEvents[]): State {
  const { refusals } = state.cluster;
  const told = batch.flatMap(({ feed, events }) =>
    feed.type === ('events' satisfies EventsFeed['type'])
      ? events.flatMap((event) =>
          event.type === 'data'
            ? [{ of: (feed as EventsFeed).of, data: event.data as readonly ToldEvent[] }]
            : [],
        )
      : [],
  );
  if (told.length === 0 && refusals.size === 0) return state;
  const next = new Map(refusals);
  for (const { of, data } of told) {
    const last = lastTry(of.kind, data);
    if (of.uid === undefined || !last) continue;
    next.delete(of.uid);
    if (last.reason === 'FailedCreate') next.set(of.uid, last);
  }
  const tree = ownerTree(state);
  for (const uid of next.keys()) {
    const node = tree.node(uid);
    if (next.size > MOST_OWNERS || !node || !mayBeRefused(node)) next.delete(uid);
  }
  const isSame =
    next.size === refusals.size && [...next].every(([uid, event]) => refusals.get(uid) === event);
  return isSame ? state : withCluster(state, { refusals: next });
}
