import type { LogEntry } from '../../model/log.ts';
import { isList } from '../../model/feed.ts';
import type { Message } from '../look.ts';
import { withMessage } from './messages.ts';
import { podsAreAwaited, standingOf } from '../selectors/lists.ts';
import { type State, withLook } from '../state.ts';

/** Whether keys do nothing yet, or wait: for the first Pods, or for the object that was named. */
const isAwaiting = (state: State): boolean => podsAreAwaited(state) || state.look.wanted !== undefined;

/** Without what was said of a key that did nothing yet, once there is what it is about. */
export function withoutAwaited(before: State, state: State): State {
  const stays = !state.look.message?.slight || !isAwaiting(before) || isAwaiting(state);
  return stays ? state : withLook(state, { message: undefined });
}

/** How long it stands in the footer that all is listed anew, in ms. */
const DONE = 3000;

/** Lists of which something is still to come; of one whose line is lost, nothing is for now. */
const isListing = ({ cluster }: State): boolean =>
  [...cluster.feeds.values()].some(
    ({ feed, connection, staged }) =>
      isList(feed) && (connection === 'connecting' || (connection === 'live' && staged !== undefined)),
  );

/** What was said of something that runs goes once it is over: what came of it is told, for a moment. */
export function withoutListing(state: State): State {
  const { now, message } = state.look;
  if (message?.while !== 'listing' || isListing(state)) return state;
  const { connection } = standingOf(state, 'pods');
  const isDone = connection === 'live' || connection === 'polled';
  const done: Message = { tone: 'plain', text: 'listed anew', until: now + DONE, slight: true };
  return withLook(state, { message: isDone ? done : undefined });
}

/** What is said in the footer is kept for `:messages` too. */
export function saying(state: State, message: Message | undefined): State {
  const { now, messages } = state.look;
  if (!message || message.slight) return withLook(state, { message });
  const { text, tone } = message;
  const entry: LogEntry = {
    time: now,
    level: tone === 'failing' ? 'warning' : 'info',
    source: 'podscope',
    text,
  };
  return withLook(state, { message, messages: withMessage(messages, entry) });
}
