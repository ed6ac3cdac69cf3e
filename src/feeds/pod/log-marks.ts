import type { LogMark } from '../../model/feed.ts';
import type { LogBuffer } from '../../model/logs/log-buffer.ts';
import type { LogItem } from '../../model/logs/log-item.ts';

/** A mark is of no container. */
const NOWHERE = { namespace: '', pod: '', container: '', uid: '' };

/**
 * The marks of a log: each stands behind the line that was the last when it was set, once that has come, so that a log
 * that is opened anew, further back or less far, has those whose line it has.
 */
export class Marks {
  private readonly known: Set<LogMark>;
  private waiting: readonly LogMark[];

  /** @param earlier those that were set before the log was opened: where they stood behind no line, they are not of it */
  constructor(
    private readonly buffer: LogBuffer,
    earlier: readonly LogMark[],
  ) {
    this.known = new Set(earlier);
    this.waiting = earlier.filter(({ after }) => after !== undefined);
  }

  /** Takes those that are set now; gives whether one is new. */
  take(marks: readonly LogMark[]): boolean {
    const set = marks.filter((mark) => !this.known.has(mark));
    for (const mark of set) this.known.add(mark);
    this.waiting = [...this.waiting, ...set];
    return set.length > 0;
  }

  /** Puts those in their place whose line is there. */
  place(): void {
    this.waiting = this.waiting.filter((mark) => !this.put(mark));
  }

  private put({ at, after }: LogMark): boolean {
    const time = after ?? at * 1000;
    const item: LogItem = { source: NOWHERE, time, at: at * 1000, note: { type: 'mark', at } };
    if (after !== undefined) return this.buffer.insert(item, after);
    this.buffer.add([item]);
    return true;
  }
}
