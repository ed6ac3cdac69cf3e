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

const CHUNK_ROWS = 1000;
/** In UTF-16 units. */
const CHUNK_LENGTH = 1024 * 1024;

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
