import type { LogEntry } from '../../model/log.ts';
import type { Message } from '../look.ts';
import { withMessage } from './messages.ts';
import { podsAreAwaited } from '../selectors/lists.ts';
import { type State, withLook } from '../state.ts';

/** Without what was said of a key that did nothing since there were no Pods yet, once there are. */
export function withoutAwaited(before: State, state: State): State {
  const stays = !state.look.message?.slight || !podsAreAwaited(before) || podsAreAwaited(state);
  return stays ? state : withLook(state, { message: undefined });
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
