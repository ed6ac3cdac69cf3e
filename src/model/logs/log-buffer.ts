import { hasRow, LogChunk, rowText } from './log-chunk.ts';
import { type LogItem, type LogSource, sourceKey } from './log-item.ts';
import { type Late, LogOrder, withLate } from './merging/log-order.ts';

/** A log as far as it is kept: chunks that are full never change, and are shared by what comes after. */
export interface LogKept {
  readonly chunks: readonly LogChunk[];
  /** How many rows are kept, and how many were before these, which memory had no room for. */
  readonly count: number;
  readonly dropped: number;
  /** How many rows came to stand before others that had come already. */
  readonly moved: number;
  /** There is no more to come. */
  readonly over: boolean;
  /** All whose log was ever read, also of Pods that are gone, in the order in which they joined: each batch began together. */
  readonly joined: readonly (readonly LogSource[])[];
  /** What was read of Pods that are gone before these logs were read anew, be it of their range or not. */
  readonly gone: readonly GoneLog[];
}

/** What was read of a container whose Pod is gone; of its run before. */
export interface GoneLog {
  readonly source: LogSource;
  readonly previous: boolean;
  readonly lines: LogChunk;
}

const NOTHING = { count: 0, dropped: 0, moved: 0, over: false, joined: [], gone: [] };
export const NO_LOG: LogKept = { chunks: [], ...NOTHING };

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

/** Some rows in chunks that are no longer than others. */
function* inChunks(items: readonly LogItem[]): Generator<LogChunk> {
  let [from, length] = [0, 0];
  for (const [index, item] of items.entries()) {
    length += rowText(item).length;
    if (index + 1 - from < CHUNK_ROWS && length < CHUNK_LENGTH && index + 1 < items.length) continue;
    yield new LogChunk(items.slice(from, index + 1));
    [from, length] = [index + 1, 0];
  }
}

/** Takes what comes of logs, in the order of its times, within a bound of memory: the oldest rows go first. */
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
  private moved = 0;
  private readonly order = new LogOrder();
  private joined: LogKept['joined'] = [];
  private readonly known = new Set<string>();

  /** @param most in bytes */
  constructor(
    private readonly most: number,
    private readonly gone: LogKept['gone'] = [],
  ) {}

  /** Whose logs are read from now on. */
  join(sources: readonly LogSource[]): void {
    const joining = sources.filter((source) => !this.known.has(sourceKey(source)));
    for (const source of joining) this.known.add(sourceKey(source));
    if (joining.length > 0) this.joined = [...this.joined, joining];
  }

  add(items: readonly LogItem[]): void {
    const { onTime, late } = this.order.sorted(items.filter(hasRow));
    for (const item of onTime) {
      this.last.push(item);
      this.lastLength += rowText(item).length;
      this.count++;
      if (this.isFull) this.seal();
    }
    if (late.length > 0) this.putLate(late);
  }

  private get isFull(): boolean {
    return this.last.length >= CHUNK_ROWS || this.lastLength >= CHUNK_LENGTH;
  }

  /** Puts what has come late among what there is, from the end on: only chunks that get some are made anew. */
  private putLate(late: readonly Late[]): void {
    this.count += late.length;
    this.moved += late.length;
    const rest = late.toSorted((one, other) => one.at - other.at);
    /** Takes those that belong among rows of which this is the first. */
    const taken = (first: LogItem | undefined, isOldest: boolean): readonly Late[] => {
      const from = isOldest ? 0 : rest.findIndex(({ at }) => at >= (first?.time ?? Infinity));
      return from < 0 ? [] : rest.splice(from);
    };
    const among = taken(this.last[0], this.full.length === 0);
    if (among.length > 0) {
      this.last = [...withLate(this.last, among)];
      this.begun = undefined;
      for (const { item } of among) this.lastLength += rowText(item).length;
    }
    for (let index = this.full.length - 1; index >= 0 && rest.length > 0; index--) {
      const chunk = this.full[index];
      const some = chunk ? taken(chunk.at(0), index === 0) : [];
      if (!chunk || some.length === 0) continue;
      const chunks = [...inChunks(withLate(chunk.all(), some))];
      this.full.splice(index, 1, ...chunks);
      this.cost += chunks.reduce((sum, { cost }) => sum + cost, -chunk.cost);
    }
    if (this.isFull) this.seal();
    else this.drop();
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
      this.moved++;
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
      this.moved++;
      return true;
    }
    return false;
  }

  get kept(): LogKept {
    const { full, last, count, dropped, moved, over, joined, gone } = this;
    const told = { count, dropped, moved, over, joined, gone };
    if (last.length === 0) return { chunks: [...full], ...told };
    this.begun = new LogChunk(last, this.begun);
    return { chunks: [...full, this.begun], ...told };
  }

  private seal(): void {
    const chunks = this.begun ? [new LogChunk(this.last, this.begun)] : [...inChunks(this.last)];
    this.full.push(...chunks);
    this.begun = undefined;
    for (const { cost } of chunks) this.cost += cost;
    this.last = [];
    this.lastLength = 0;
    this.drop();
  }

  private drop(): void {
    while (this.cost > this.most && this.full.length > 1) {
      const oldest = this.full.shift();
      this.cost -= oldest?.cost ?? 0;
      this.count -= oldest?.count ?? 0;
      this.dropped += oldest?.count ?? 0;
    }
  }
}
