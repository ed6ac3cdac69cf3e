import { unreadText } from '../../model/failure.ts';
import { failureText } from '../../model/refusal.ts';
import type { ObjectFeed } from '../../model/feed.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { isDeleted, wentFirst } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import type { Tone } from '../../view/frame.ts';

/** Why a whole object is not there to be shown; undefined where it is. */
export function notFetched(
  state: State,
  feed: ObjectFeed,
): { readonly tone: Tone; readonly text: string } | undefined {
  const { connection, complete, failure } = fedBy(state, feed);
  if (wentFirst(state, feed)) return undefined;
  if (failure?.reason === 'Replaced') return { tone: 'muted', text: `○ ${failure.message}` };
  // It stays as it was last seen, though the last that was heard of it is that it is not there.
  if (isDeleted(state, feed.uid)) {
    if (complete) return undefined;
    if (failure?.code === 404) return { tone: 'muted', text: `○ ${unreadText(feed.ref)}` };
  }
  if (failure && connection === 'failed') return { tone: 'failing', text: `✖ ${failureText(failure)}` };
  return complete ? undefined : { tone: 'progress', text: '◐ loading …' };
}
