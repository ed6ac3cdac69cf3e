import type { LogEntry } from '../../model/log.ts';
import type { Message } from '../look.ts';
import { withMessage } from './messages.ts';
import { type State, withLook } from '../state.ts';

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
