import { folded } from '../text/searched-lines.ts';
import { keepsAll, type LogFilters } from './log-filter.ts';
import type { LogItem, LogSource } from './log-item.ts';
import { noteText } from './note-text.ts';
import { SEVERITY, severityWord } from './severity.ts';

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
  readonly steps: ReadonlyMap<number, { readonly lines: number; readonly errors: number }>;
}

/** Some rows of a log, one after the other, which never change; and what was last found among them. */
export class LogChunk {
  /** How many UTF-16 units the longest text has. */
  readonly longest: number;
  /** When its first line was written, and its last: epoch microseconds; Infinity and -Infinity without one. */
  readonly times: readonly [first: number, last: number];
  private filters: LogFilters | undefined;
  private kept: readonly number[] = [];
  private bad: Uint8Array | undefined;
  private tally: Tally | undefined;
  private wanted: string | undefined;
  private found: readonly number[] = [];

  constructor(
    readonly items: readonly LogItem[],
    /** In bytes. */
    readonly cost: number,
  ) {
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

  /** Which rows filters keep, by their places; undefined: all. What happened is kept by all. */
  keptBy(filters: LogFilters): readonly number[] | undefined {
    if (keepsAll(filters)) return undefined;
    if (this.filters === filters) return this.kept;
    const kept: number[] = [];
    const isBad = filters.least === 0 ? () => true : this.isAsBad(filters.least);
    for (const [index, item] of this.items.entries()) {
      if ('note' in item || (isBad(index, item.source) && filters.tests.every((test) => test(item.text))))
        kept.push(index);
    }
    this.filters = filters;
    return (this.kept = kept);
  }

  /** How bad each row is, by its place. */
  private get severities(): Uint8Array {
    return (this.bad ??= Uint8Array.from(this.items, (item) =>
      'note' in item ? SEVERITY.none : (severityWord(item.text)?.severity ?? SEVERITY.none),
    ));
  }

  /** A line that does not say how bad it is (of a stack, mostly) goes with what its container said before. */
  private isAsBad(least: number): (index: number, source: LogSource) => boolean {
    const { severities } = this;
    const before = new Map<LogSource, boolean>();
    return (index, source) => {
      const severity = severities[index] ?? SEVERITY.none;
      const is = severity === SEVERITY.none ? before.get(source) === true : severity >= least;
      before.set(source, is);
      return is;
    };
  }

  /** How many lines and errors that filters keep fall in each step of time, by its number from the epoch on. */
  tallied(step: number, filters: LogFilters): Tally['steps'] {
    if (this.tally?.step === step && this.tally.filters === filters) return this.tally.steps;
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
    this.tally = { step, filters, steps };
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
