import { hasRow, LogChunk, rowText } from './log-chunk.ts';
import type { LogItem } from './log-item.ts';

/** A log as far as it is kept: chunks that are full never change, and are shared by what comes after. */
export interface LogKept {
  readonly chunks: readonly LogChunk[];
  /** How many rows are kept, and how many were before these, which memory had no room for. */
  readonly count: number;
  readonly dropped: number;
  /** There is no more to come. */
  readonly over: boolean;
}

export const NO_LOG: LogKept = { chunks: [], count: 0, dropped: 0, over: false };

/** When its last line was written, in epoch microseconds; undefined without one. */
export function lastLineAt({ chunks }: LogKept): number | undefined {
  return chunks.findLast(({ times: [, last] }) => last > -Infinity)?.times[1];
}

const CHUNK_ROWS = 1000;
/** In UTF-16 units. */
const CHUNK_LENGTH = 1024 * 1024;

const isLine = (item: LogItem): boolean => !('note' in item);

/**
 * The place behind the last line that is no later than a time, and what happened after it; undefined where no line is
 * of that very time.
 */
function behind(items: readonly LogItem[], time: number): number | undefined {
  if (!items.some((item) => isLine(item) && item.time === time)) return undefined;
  const last = items.findLastIndex((item) => isLine(item) && item.time <= time);
  const next = items.findIndex((item, index) => index > last && isLine(item));
  return next < 0 ? items.length : next;
}

/** Takes what comes of a log, within a bound of memory: the oldest rows go first. */
export class LogBuffer {
  over = false;
  private full: LogChunk[] = [];
  private last: LogItem[] = [];
  private lastLength = 0;
  /** What was last given of these. */
  private begun: LogChunk | undefined;
  private cost = 0;
  private count = 0;
  private dropped = 0;

  /** @param most in bytes */
  constructor(private readonly most: number) {}

  add(items: readonly LogItem[]): void {
    for (const item of items) {
      if (!hasRow(item)) continue;
      this.last.push(item);
      this.lastLength += rowText(item).length;
      this.count++;
      if (this.last.length >= CHUNK_ROWS || this.lastLength >= CHUNK_LENGTH) this.seal();
    }
  }

  /**
   * Puts something behind the last line that is no later than a time, where one of that very time is kept: gives
   * whether it was put.
   */
  insert(item: LogItem, after: number): boolean {
    const rows = behind(this.last, after);
    if (rows !== undefined) {
      // What was found of rows holds as long as none comes between them.
      if (rows < this.last.length) this.begun = undefined;
      this.last.splice(rows, 0, item);
      this.lastLength += rowText(item).length;
      this.count++;
      return true;
    }
    for (let index = this.full.length - 1; index >= 0; index--) {
      const chunk = this.full[index];
      if (!chunk || chunk.times[0] > after || chunk.times[1] < after) continue;
      const items = chunk.all();
      const place = behind(items, after);
      if (place === undefined) continue;
      const longer = new LogChunk(items.toSpliced(place, 0, item));
      this.full[index] = longer;
      this.cost += longer.cost - chunk.cost;
      this.count++;
      return true;
    }
    return false;
  }

  get kept(): LogKept {
    const { full, last, count, dropped, over } = this;
    if (last.length === 0) return { chunks: [...full], count, dropped, over };
    this.begun = new LogChunk(last, this.begun);
    return { chunks: [...full, this.begun], count, dropped, over };
  }

  private seal(): void {
    const chunk = new LogChunk(this.last, this.begun);
    this.full.push(chunk);
    this.begun = undefined;
    this.cost += chunk.cost;
    this.last = [];
    this.lastLength = 0;
    while (this.cost > this.most && this.full.length > 1) {
      const oldest = this.full.shift();
      this.cost -= oldest?.cost ?? 0;
      this.count -= oldest?.count ?? 0;
      this.dropped += oldest?.count ?? 0;
    }
  }
}
