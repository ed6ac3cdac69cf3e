import { folded } from '../text/searched-lines.ts';
import { keepsAll, type LogFilters } from './log-filter.ts';
import type { LogItem, LogLine, LogSource } from './log-item.ts';
import { noteText } from './note-text.ts';
import { goesOn, SEVERITY, severityWord } from './severity.ts';

/** What stands in a row: what was said, or what happened. */
export function rowText(item: LogItem): string {
  return 'note' in item ? noteText(item.note) : item.text;
}

/** Whether it has a row at all. */
export const hasRow = (item: LogItem): boolean => !('note' in item) || noteText(item.note) !== '';

/** Roughly what a row costs beside its text, in bytes. */
const BESIDE = 96;
const BEYOND_LATIN1 = /[^\0-\xff]/;

/** Roughly how much memory a row takes, in bytes. */
export function costOf(item: LogItem): number {
  if ('note' in item) return 2 * BESIDE;
  const { text } = item;
  return BESIDE + text.length * (BEYOND_LATIN1.test(text) ? 2 : 1);
}

interface Tally {
  /** In microseconds. */
  readonly step: number;
  readonly filters: LogFilters;
  /** How many rows these had yet to look at. */
  readonly pending: number;
  readonly steps: ReadonlyMap<number, { readonly lines: number; readonly errors: number }>;
}

/** Some rows of a log, one after the other, which never change; and what was last found among them. */
export class LogChunk {
  /** How many UTF-16 units the longest text has. */
  readonly longest: number;
  /** When its first line was written, and its last: epoch microseconds; Infinity and -Infinity without one. */
  readonly times: readonly [first: number, last: number];
  private filters: LogFilters | undefined;
  private kept: number[] = [];
  /** How many rows the filters have looked at. */
  private done = 0;
  /** Whether what each container said last was as bad as the filters want it. */
  private wasBad = new Map<LogSource, boolean>();
  private bad: Uint8Array | undefined;
  private tally: Tally | undefined;
  private wanted: string | undefined;
  private found: readonly number[] = [];

  constructor(
    readonly items: readonly LogItem[],
    /** In bytes. */
    readonly cost: number,
    /** A chunk that these rows began as: what was found of it holds. */
    begun?: LogChunk,
  ) {
    this.filters = begun?.filters;
    this.kept = [...(begun?.kept ?? [])];
    this.done = begun?.done ?? 0;
    this.bad = begun?.bad;
    this.wasBad = new Map(begun?.wasBad);
    let [longest, first, last] = [0, Infinity, -Infinity];
    for (const item of items) {
      if ('note' in item) continue;
      longest = Math.max(longest, item.text.length);
      first = Math.min(first, item.time);
      last = Math.max(last, item.time);
    }
    this.longest = longest;
    this.times = [first, last];
  }

  /**
   * Lets filters look at rows, as many as so much work takes, one at least where there is any: gives what is left of it.
   * Lines are written by anyone, and so many of them must not hold a key up.
   */
  filterSome(filters: LogFilters, work: number): number {
    if (this.filters !== filters) {
      [this.filters, this.kept, this.done] = [filters, [], 0];
      this.wasBad.clear();
    }
    while (this.done < this.items.length && work > 0) {
      const item = this.items[this.done];
      if (item && this.isKept(filters, item, this.done)) this.kept.push(this.done);
      work -= item ? workOf(filters, item) : 0;
      this.done++;
    }
    return work;
  }

  /** How many rows the filters have yet to look at. */
  pendingFor(filters: LogFilters): number {
    if (keepsAll(filters)) return 0;
    return this.items.length - (this.filters === filters ? this.done : 0);
  }

  /** Which rows filters keep of those they have looked at, by their places; undefined: all. What happened is kept by all. */
  keptBy(filters: LogFilters): readonly number[] | undefined {
    if (keepsAll(filters)) return undefined;
    return this.filters === filters ? this.kept : [];
  }

  /** How bad each row is, by its place. */
  private get severities(): Uint8Array {
    const known = this.bad;
    if (known?.length === this.items.length) return known;
    return (this.bad = Uint8Array.from(this.items, (item, index) => known?.[index] ?? severityOf(item)));
  }

  private isKept({ least, tests }: LogFilters, item: LogItem, index: number): boolean {
    if ('note' in item) return true;
    return (least === 0 || this.isAsBad(least, index, item)) && tests.every(({ keeps }) => keeps(item.text));
  }

  /** A line of a stack goes with what its container said before. */
  private isAsBad(least: number, index: number, { source, text }: LogLine): boolean {
    const severity = this.severities[index] ?? SEVERITY.none;
    const is =
      severity === SEVERITY.none ? goesOn(text) && this.wasBad.get(source) === true : severity >= least;
    this.wasBad.set(source, is);
    return is;
  }

  /** How many lines and errors that filters keep fall in each step of time, by its number from the epoch on. */
  tallied(step: number, filters: LogFilters): Tally['steps'] {
    const { tally } = this;
    const pending = this.pendingFor(filters);
    if (tally?.step === step && tally.filters === filters && tally.pending === pending) return tally.steps;
    const steps = new Map<number, { lines: number; errors: number }>();
    const { severities, items } = this;
    for (const index of this.keptBy(filters) ?? items.keys()) {
      const item = items[index];
      if (!item || 'note' in item) continue;
      const at = Math.floor(item.time / step);
      const one = steps.get(at) ?? { lines: 0, errors: 0 };
      if (one.lines++ === 0) steps.set(at, one);
      if (severities[index] === SEVERITY.error) one.errors++;
    }
    this.tally = { step, filters, pending, steps };
    return steps;
  }

  /** Which rows have a text, in any case. */
  having(text: string): readonly number[] {
    if (this.wanted === text) return this.found;
    const wanted = folded(text);
    const found: number[] = [];
    for (const [index, item] of this.items.entries())
      if (folded(rowText(item)).includes(wanted)) found.push(index);
    this.wanted = text;
    return (this.found = found);
  }
}

const severityOf = (item: LogItem): number =>
  'note' in item ? SEVERITY.none : (severityWord(item.text)?.severity ?? SEVERITY.none);

/** What a row costs beside its text. */
const A_ROW = 16;

const workOf = ({ tests }: LogFilters, item: LogItem): number =>
  'note' in item ? A_ROW : tests.reduce((sum, test) => sum + test.work(item.text.length), A_ROW);
