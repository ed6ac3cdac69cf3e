import { failureText } from '../../model/refusal.ts';
import type { ObjectFeed } from '../../model/feed.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import type { State } from '../../store/state.ts';
import type { Tone } from '../../view/frame.ts';

/** Why a whole object is not there to be shown; undefined where it is. */
export function notFetched(
  state: State,
  feed: ObjectFeed,
): { readonly tone: Tone; readonly text: string } | undefined {
  const { connection, complete, failure } = fedBy(state, feed);
  if (failure && connection === 'failed') return { tone: 'failing', text: `✖ ${failureText(failure)}` };
  return complete ? undefined : { tone: 'progress', text: '◐ loading …' };
}
