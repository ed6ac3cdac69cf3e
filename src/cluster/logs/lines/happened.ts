import { epochMs } from '../../../model/ages.ts';
import type { LogHappening, LogNote, LogSource } from '../../../model/logs/log-item.ts';

/** What is known as of when it is noticed; all else is of the line before it, or of a time that its node told. */
const NOTICED: ReadonlySet<LogNote['type']> = new Set([
  'joined',
  'waiting',
  'lost',
  'back',
  'failed',
  'gone',
]);

/**
 * Something that happened to a log, in its place behind the line before it.
 *
 * @param time of that line; epoch microseconds
 * @param now epoch ms
 */
export function happened(source: LogSource, note: LogNote, time: number, now: number): LogHappening {
  if (NOTICED.has(note.type)) return { source, time, at: now * 1000, note };
  // To the second: what was said within it stands before an end, and after a beginning.
  return { source, time: Math.max(time, (toldBy(note) ?? 0) * 1000), note };
}

/** When it was, as its container's status has it: by the clock by which lines have their times; epoch ms. */
function toldBy(note: LogNote): number | undefined {
  if (note.type === 'ended') return epochMs(note.end?.finishedAt);
  return note.type === 'restarted' ? note.began : undefined;
}
