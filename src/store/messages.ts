import type { LogEntry } from '../model/log.ts';
import type { Message } from './look.ts';
import { type State, withLook } from './state.ts';

/** Something that was told, once or several times: its time is the last one. */
export interface Told extends LogEntry {
  readonly count: number;
}

/** So many are kept, the oldest first. */
const MOST = 100;

/** What was told, and one thing more; what was told before is counted, and is the newest again. */
export function withMessage(messages: readonly Told[], entry: LogEntry): readonly Told[] {
  const same = messages.find(({ source, text }) => source === entry.source && text === entry.text);
  const others = same ? messages.filter((told) => told !== same) : messages;
  return [...others, { ...entry, count: (same?.count ?? 0) + 1 }].slice(-MOST);
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
