import { lengthAsTerminal } from './as-terminal.ts';
import { hasSequences, withoutSequences } from '../text/escape-sequences.ts';
import { folded } from '../text/searched-lines.ts';
import type { LogHappening, LogItem, LogLine, LogSource } from './log-item.ts';
import { noteText } from './note-text.ts';

const BEYOND_LATIN1 = /[^\0-\xff]/;
/** What a text has that has something beyond Latin-1, or escape sequences: one look for both, since few have either. */
const UNUSUAL = /[^\0-\x1a\x1c-\x7f\xa0-\xff]/;
/** What a row takes beside its text, in bytes: a newline, where it begins, its time, its source, and what was found of it. */
const A_ROW = 1 + 4 + 8 + 2 + 9;
/** What all of them take together, roughly. */
const ALL = 1024;

interface Shown {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly begin: number;
  readonly end: number;
}

/**
 * Items of a log which never change, their texts in one: as an object each, short lines took five times the memory, and
 * as long to be looked through.
 */
export class PackedItems {
  readonly count: number;
  /** How many UTF-16 units the longest line has as it is shown. */
  readonly longest: number;
  /** Roughly how much memory they take, in bytes. */
  readonly cost: number;
  /** Whether some may have escape sequences, which terminals do not show. */
  readonly steers: boolean;
  private readonly text: string;
  /** Where each text begins, and where one more would. */
  private readonly starts: Uint32Array;
  private readonly times: Float64Array;
  readonly sources: readonly LogSource[];
  /** By place, which of the sources; undefined where there is one. */
  private readonly sourceIndex: Uint16Array | undefined;
  private readonly notes = new Map<number, Pick<LogHappening, 'note' | 'at'>>();
  private readonly cuts = new Map<number, LogLine['cut']>();

  constructor(items: readonly LogItem[]) {
    this.count = items.length;
    this.starts = new Uint32Array(items.length + 1);
    this.times = new Float64Array(items.length);
    const texts: string[] = [];
    let [start, longest] = [0, 0];
    for (const [index, item] of items.entries()) {
      // Each is in one line, so that they are told apart by their newlines.
      const text = 'note' in item ? noteText(item.note, item.source.pod).replaceAll('\n', ' ') : item.text;
      texts.push(text);
      start += text.length + 1;
      this.starts[index + 1] = start;
      this.times[index] = item.time;
      if ('note' in item) {
        const { note, at } = item;
        this.notes.set(index, { note, ...(at !== undefined && { at }) });
      } else {
        longest = Math.max(longest, lengthAsTerminal(text));
        if (item.cut) this.cuts.set(index, item.cut);
      }
    }
    this.text = texts.join('\n');
    this.longest = longest;
    const sources = new Map<LogSource, number>();
    for (const { source } of items) if (!sources.has(source)) sources.set(source, sources.size);
    this.sources = [...sources.keys()];
    if (sources.size > 1)
      this.sourceIndex = Uint16Array.from(items, ({ source }) => sources.get(source) ?? 0);
    const isUnusual = UNUSUAL.test(this.text);
    this.steers = isUnusual && hasSequences(this.text);
    const bytes = this.text.length * (isUnusual && BEYOND_LATIN1.test(this.text) ? 2 : 1);
    this.cost = ALL + bytes + A_ROW * items.length;
  }

  at(index: number): LogItem | undefined {
    const source = this.sourceAt(index);
    const time = this.times[index];
    if (!source || time === undefined) return undefined;
    const happened = this.notes.get(index);
    if (happened) return { source, time, ...happened };
    const cut = this.cuts.get(index);
    return { source, time, text: this.textAt(index), ...(cut && { cut }) };
  }

  /** What stands in a row: what was said, or what happened. */
  textAt(index: number): string {
    return this.text.slice(this.starts[index], (this.starts[index + 1] ?? 0) - 1);
  }

  /** Those from one on as they are on show, so many UTF-16 units of each. */
  *beginnings(from: number, length: number): Generator<string> {
    const { text, starts, begin, end } = this.shown(from, this.count);
    for (let index = from; index < this.count; index++) {
      const start = (starts[index] ?? 0) - begin;
      yield text.slice(start, Math.min(start + length, (starts[index + 1] ?? end) - begin - 1));
    }
  }

  /** How many UTF-16 units they have from one to before another. */
  lengthOf(from: number, to = this.count): number {
    return (this.starts[to] ?? 0) - (this.starts[from] ?? 0) - (to - from);
  }

  timeAt(index: number): number {
    return this.times[index] ?? NaN;
  }

  sourceAt(index: number): LogSource | undefined {
    return this.sources[this.sourceIndex?.[index] ?? 0];
  }

  /** Whether it is something that happened. */
  isNote(index: number): boolean {
    return this.notes.size > 0 && this.notes.has(index);
  }

  *between(from: number, to: number): Generator<number> {
    for (let index = from; index < to; index++) yield index;
  }

  /** Some of those from one to before another, and what happened between them. */
  withNotes(some: readonly number[], from: number, to: number): readonly number[] {
    const notes = [...this.notes.keys()].filter((index) => index >= from && index < to);
    return notes.length === 0 ? some : [...new Set([...some, ...notes])].sort((a, b) => a - b);
  }

  /** The same as it is on show: what is looked for is looked for in what one sees. */
  shownAt(index: number): string {
    const text = this.textAt(index);
    return this.steers ? withoutSequences(text) : text;
  }

  /** Which of them have a text, in any case, as they are on show; of those from one to before another. */
  having(wanted: string, from = 0, to = this.count): number[] {
    const low = folded(wanted);
    const found: number[] = [];
    const { text, starts, begin, end } = this.shown(from, to);
    const all = folded(text);
    let row = from;
    for (let place = all.indexOf(low); place >= 0 && row < to;) {
      while (row < to && (starts[row + 1] ?? end) <= begin + place) row++;
      if (row === to) break;
      // A newline between two of them is of neither.
      if (begin + place + low.length < (starts[row + 1] ?? end)) found.push(row);
      row++;
      place = all.indexOf(low, (starts[row] ?? end) - begin);
    }
    return found;
  }

  /** Those from one to before another as they are on show, in one, and where each begins; the first one at `begin`. */
  private shown(from: number, to: number): Shown {
    const [begin = 0, end = 0] = [this.starts[from], this.starts[to]];
    const said = this.text.slice(begin, end);
    if (!this.steers) return { text: said, starts: this.starts, begin, end };
    // At once, which takes half as long as line by line. Each has its newline, but for the very last.
    const text = withoutSequences(said);
    const starts = new Uint32Array(to + 1);
    for (let index = from, place = 0; index < to - 1; index++)
      starts[index + 1] = place = text.indexOf('\n', place) + 1;
    starts[to] = text.length + (to === this.count ? 1 : 0);
    return { text, starts, begin: 0, end: starts[to] };
  }
}
