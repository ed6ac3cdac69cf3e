import { folded } from '../text/searched-lines.ts';
import type { LogFilters } from './log-filter.ts';
import type { LogItem } from './log-item.ts';
import { noteText } from './note-text.ts';

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

/** Some rows of a log, one after the other, which never change; and what was last found among them. */
export class LogChunk {
  /** How many UTF-16 units the longest text has. */
  readonly longest: number;
  private filters: LogFilters | undefined;
  private kept: readonly number[] = [];
  private wanted: string | undefined;
  private found: readonly number[] = [];

  constructor(
    readonly items: readonly LogItem[],
    /** In bytes. */
    readonly cost: number,
  ) {
    this.longest = items.reduce((most, item) => Math.max(most, 'note' in item ? 0 : item.text.length), 0);
  }

  /** Which rows filters keep, by their places; undefined: all. What happened is kept by all. */
  keptBy(filters: LogFilters): readonly number[] | undefined {
    if (filters.tests.length === 0) return undefined;
    if (this.filters === filters) return this.kept;
    const kept: number[] = [];
    for (const [index, item] of this.items.entries()) {
      if ('note' in item || filters.tests.every((test) => test(item.text))) kept.push(index);
    }
    this.filters = filters;
    return (this.kept = kept);
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
