import type { LogEntry } from '../../model/log.ts';

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
