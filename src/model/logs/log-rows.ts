import { MOST_COUNTED } from '../text/searched-lines.ts';
import type { LogKept } from './log-buffer.ts';
import { keepsAll, type LogFilters } from './log-filter.ts';
import { histogramOf, type LogHistogram } from './histogram.ts';
import type { LogItem, LogLine } from './log-item.ts';

/** So much work of filters is done at once, a few milliseconds of it: as much as a key may wait for. */
const SLICE = 1_400_000;

/**
 * The rows that filters keep of a log, as far as these have looked: each time rows are made, they look a slice further.
 * Without filters a row has its number for good: those that were dropped keep theirs, so that what one reads stays
 * where it is while older rows go.
 */
export class LogRows {
  readonly count: number;
  /** How many rows the filters have yet to look at: those after the ones that are here. */
  readonly pending: number;
  /** The number of the first that is there. */
  readonly first: number;
  /** By chunk, the number of its first row. */
  private readonly starts: number[] = [];

  constructor(
    private readonly kept: LogKept,
    private readonly filters: LogFilters,
    slice = SLICE,
  ) {
    this.first = keepsAll(filters) ? kept.dropped : 0;
    let [next, pending, work] = [this.first, 0, slice];
    for (const chunk of kept.chunks) {
      const before = pending;
      if (before === 0 && chunk.pendingFor(filters) > 0) work = chunk.filterSome(filters, work);
      pending += chunk.pendingFor(filters);
      // What comes after rows that were not looked at has no place yet.
      if (before > 0) continue;
      this.starts.push(next);
      next += chunk.keptBy(filters)?.length ?? chunk.count;
    }
    this.count = next;
    this.pending = pending;
  }

  /** How many UTF-16 units the longest line has. */
  get longest(): number {
    return this.kept.chunks.reduce((most, { longest }) => Math.max(most, longest), 0);
  }

  /** Undefined where it was dropped. */
  at(row: number): LogItem | undefined {
    const chunk = this.chunkOf(row);
    const place = row - (this.starts[chunk] ?? 0);
    const from = this.kept.chunks[chunk];
    if (!from || place < 0) return undefined;
    const places = from.keptBy(this.filters);
    return from.at(places ? (places[place] ?? -1) : place);
  }

  /** The line in a row; where something that happened stands there, the nearest one in a direction, else in the other. */
  lineNear(row: number, by: 1 | -1): LogLine | undefined {
    for (const step of [by, -by])
      for (let at = row; at >= this.first && at < this.count; at += step) {
        const item = this.at(at);
        if (item && !('note' in item)) return item;
      }
    return undefined;
  }

  /** The number that a row has without filters. */
  placeOf(row: number): number {
    const index = this.chunkOf(row);
    const before = this.kept.chunks
      .slice(0, index)
      .reduce((sum, { count }) => sum + count, this.kept.dropped);
    const places = this.kept.chunks[index]?.keptBy(this.filters);
    const place = row - (this.starts[index] ?? 0);
    return before + (places ? (places[place] ?? 0) : Math.max(0, place));
  }

  /** The first row at or after a place, or the last one before it; not `found` where filters have yet to look that far. */
  rowOf(place: number): { readonly row: number; readonly found: boolean } {
    let before = this.kept.dropped;
    for (const [index, start] of this.starts.entries()) {
      const chunk = this.kept.chunks[index];
      if (!chunk) break;
      const within = Math.max(0, place - before);
      before += chunk.count;
      if (within >= chunk.count) continue;
      const places = chunk.keptBy(this.filters);
      const at = places ? places.findIndex((kept) => kept >= within) : within;
      if (at >= 0) return { row: start + at, found: true };
    }
    return { row: Math.max(this.first, this.count - 1), found: this.pending === 0 };
  }

  /** The first row that is not before a time, in epoch microseconds; the last where all are. */
  rowAt(time: number): number {
    let [low, high] = [this.first, Math.max(this.first, this.count - 1)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle)?.time ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many lines there were, and how many errors among them, over time; in so many steps at most. */
  histogram(most: number): LogHistogram | undefined {
    return histogramOf(this.kept.chunks, this.filters, most);
  }

  /** All rows that are there, in order. */
  *all(): Generator<LogItem> {
    for (let row = this.first; row < this.count; row++) {
      const item = this.at(row);
      if (item) yield item;
    }
  }

  /** The next row that has a text, from one on or back, round the end; undefined where none has it. */
  find(text: string, from: number, by: 1 | -1): number | undefined {
    const { length } = this.starts;
    const begin = Math.max(this.first, Math.min(from, this.count - 1));
    const at = Math.max(0, this.chunkOf(begin));
    for (let step = 0; step <= length; step++) {
      const index = (at + by * step + length * 2) % Math.max(1, length);
      const rows = this.matchesIn(index, text);
      const isFirst = step === 0;
      const beyond = (row: number): boolean => !isFirst || (by === 1 ? row >= from : row <= from);
      const found = by === 1 ? rows.find(beyond) : rows.findLast(beyond);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** How many rows have a text, counted up to `MOST_COUNTED`, and which of them a row is; 0 where it is none of these. */
  matches(text: string, row: number): { readonly at: number; readonly of: number } {
    let [at, of] = [0, 0];
    for (let index = 0; index < this.starts.length && of < MOST_COUNTED; index++) {
      const rows = this.matchesIn(index, text);
      const here = rows.indexOf(row);
      if (here >= 0) at = of + here + 1;
      of += rows.length;
    }
    return { at, of: Math.min(of, MOST_COUNTED) };
  }

  /** How many of the rows that filters have looked at and do not keep have a text, counted up to `MOST_COUNTED`. */
  hidden(text: string): number {
    let of = 0;
    for (let index = 0; index < this.starts.length && of < MOST_COUNTED; index++) {
      const chunk = this.kept.chunks[index];
      const places = chunk?.keptBy(this.filters);
      if (!chunk || !places || text === '') continue;
      const shown = new Set(places);
      const looked = chunk.count - chunk.pendingFor(this.filters);
      of += chunk.having(text).filter((place) => place < looked && !shown.has(place)).length;
    }
    return Math.min(of, MOST_COUNTED);
  }

  private matchesIn(index: number, text: string): readonly number[] {
    const chunk = this.kept.chunks[index];
    const start = this.starts[index] ?? 0;
    if (!chunk || text === '') return [];
    const found = chunk.having(text);
    const places = chunk.keptBy(this.filters);
    if (!places) return found.map((place) => start + place);
    const has = new Set(found);
    return places.flatMap((place, row) => (has.has(place) ? [start + row] : []));
  }

  private chunkOf(row: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
