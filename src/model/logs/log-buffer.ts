import { costOf, hasRow, LogChunk } from './log-chunk.ts';
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
const CHUNK_BYTES = 1024 * 1024;

/** Takes what comes of a log, within a bound of memory: the oldest rows go first. */
export class LogBuffer {
  over = false;
  private full: LogChunk[] = [];
  private last: LogItem[] = [];
  private lastCost = 0;
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
      this.lastCost += costOf(item);
      this.count++;
      if (this.last.length >= CHUNK_ROWS || this.lastCost >= CHUNK_BYTES) this.seal();
    }
  }

  get kept(): LogKept {
    const { full, last, lastCost, count, dropped, over } = this;
    if (last.length === 0) return { chunks: [...full], count, dropped, over };
    this.begun = new LogChunk([...last], lastCost, this.begun);
    return { chunks: [...full, this.begun], count, dropped, over };
  }

  private seal(): void {
    this.full.push(new LogChunk(this.last, this.lastCost, this.begun));
    this.begun = undefined;
    this.cost += this.lastCost;
    this.last = [];
    this.lastCost = 0;
    while (this.cost > this.most && this.full.length > 1) {
      const oldest = this.full.shift();
      this.cost -= oldest?.cost ?? 0;
      this.count -= oldest?.items.length ?? 0;
      this.dropped += oldest?.items.length ?? 0;
    }
  }
}
