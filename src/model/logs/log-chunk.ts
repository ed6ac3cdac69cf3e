import { keepsAll, type LogFilters } from './log-filter.ts';
import type { LogItem, LogSource } from './log-item.ts';
import { noteText } from './note-text.ts';
import { PackedItems } from './packed-items.ts';
import { goesOn, LOOKED_AT, SEVERITY, severityWord } from './severity.ts';

/** What stands in a row: what was said, or what happened. */
export function rowText(item: LogItem): string {
  return 'note' in item ? noteText(item.note, item.source.pod) : item.text;
}

/** Whether it has a row at all. */
export const hasRow = (item: LogItem): boolean => !('note' in item) || noteText(item.note) !== '';

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
  /** When its first line was written, and its last: epoch microseconds; Infinity and -Infinity without one that has a time. */
  readonly times: readonly [first: number, last: number];
  private readonly items: PackedItems;
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

  /** @param begun a chunk that these rows began as: what was found of it holds */
  constructor(items: readonly LogItem[], begun?: LogChunk) {
    this.items = new PackedItems(items);
    this.filters = begun?.filters;
    this.kept = [...(begun?.kept ?? [])];
    this.done = begun?.done ?? 0;
    this.bad = begun?.bad;
    this.wasBad = new Map(begun?.wasBad);
    let [first, last] = [Infinity, -Infinity];
    for (const item of items) {
      if ('note' in item || item.time <= 0) continue;
      first = Math.min(first, item.time);
      last = Math.max(last, item.time);
    }
    this.times = [first, last];
  }

  get count(): number {
    return this.items.count;
  }

  /** Whose rows they are. */
  get sources(): readonly LogSource[] {
    return this.items.sources;
  }

  /** How many UTF-16 units the longest text has. */
  get longest(): number {
    return this.items.longest;
  }

  /** Roughly how much memory it takes, in bytes. */
  get cost(): number {
    return this.items.cost;
  }

  at(index: number): LogItem | undefined {
    return this.items.at(index);
  }

  all(): readonly LogItem[] {
    return Array.from({ length: this.count }, (_, index) => this.at(index)).filter(
      (item) => item !== undefined,
    );
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
    const { to, left } = this.reach(filters, work);
    this.keepAmong(filters, this.done, to);
    this.done = to;
    return left;
  }

  /** Before which row so much work ends, and what is left of it. */
  private reach(filters: LogFilters, work: number): { readonly to: number; readonly left: number } {
    const { items, done } = this;
    // What takes as long as it is long is added up at once.
    const all = isPlain(filters)
      ? workOf(filters, items.lengthOf(done), items.count - done, items.steers)
      : Infinity;
    if (all <= work) return { to: items.count, left: work - all };
    let [to, left] = [done, work];
    while (to < items.count && left > 0) {
      left -= workOf(filters, items.isNote(to) ? 0 : items.lengthOf(to, to + 1), 1, items.steers);
      to++;
    }
    return { to, left };
  }

  /** How many rows the filters have yet to look at. */
  pendingFor(filters: LogFilters): number {
    if (keepsAll(filters)) return 0;
    return this.count - (this.filters === filters ? this.done : 0);
  }

  /** Which rows filters keep of those they have looked at, by their places; undefined: all. What happened is kept by all. */
  keptBy(filters: LogFilters): readonly number[] | undefined {
    if (keepsAll(filters)) return undefined;
    return this.filters === filters ? this.kept : [];
  }

  /** How bad each row is, by its place. */
  private get severities(): Uint8Array {
    const { bad: known, items } = this;
    if (known?.length === items.count) return known;
    const bad = new Uint8Array(items.count);
    if (known) bad.set(known);
    let index = known?.length ?? 0;
    for (const text of items.beginnings(index, LOOKED_AT)) {
      bad[index] = items.isNote(index) ? SEVERITY.none : severityOf(text);
      index++;
    }
    return (this.bad = bad);
  }

  /** Keeps those of the rows from one to before another that filters keep. */
  private keepAmong({ least, tests }: LogFilters, from: number, to: number): void {
    const { items, kept } = this;
    const having = tests.map((test) => ('wanted' in test ? items.having(test.wanted, from, to) : []));
    const all = tests.map((test, at) =>
      'wanted' in test
        ? among(having[at] ?? [], test.negative)
        : (index: number) => test.keeps(items.shownAt(index)),
    );
    // Few have a text that is wanted: the others need no look.
    const few = least === 0 ? tests.findIndex((test) => 'wanted' in test && !test.negative) : -1;
    for (const index of few < 0 ? items.between(from, to) : items.withNotes(having[few] ?? [], from, to)) {
      const isKept =
        items.isNote(index) ||
        ((least === 0 || this.isAsBad(least, index)) && all.every((keeps) => keeps(index)));
      if (isKept) kept.push(index);
    }
  }

  /** A line of a stack goes with what its container said before. */
  private isAsBad(least: number, index: number): boolean {
    const severity = this.severities[index] ?? SEVERITY.none;
    const source = this.items.sourceAt(index);
    if (!source) return false;
    const is =
      severity === SEVERITY.none
        ? goesOn(this.items.shownAt(index)) && this.wasBad.get(source) === true
        : severity >= least;
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
    const kept = this.keptBy(filters);
    const count = kept?.length ?? items.count;
    let [last, one] = [NaN, { lines: 0, errors: 0 }];
    for (let row = 0; row < count; row++) {
      const index = kept?.[row] ?? row;
      if (items.isNote(index)) continue;
      const at = Math.floor(items.timeAt(index) / step);
      if (at !== last) steps.set((last = at), (one = steps.get(at) ?? { lines: 0, errors: 0 }));
      one.lines++;
      if (severities[index] === SEVERITY.error) one.errors++;
    }
    this.tally = { step, filters, pending, steps };
    return steps;
  }

  /** Which rows have a text, in any case. */
  having(text: string): readonly number[] {
    if (this.wanted === text) return this.found;
    this.wanted = text;
    return (this.found = this.items.having(text));
  }
}

/** Whether rows, asked for in their order, are among some; or are not. */
function among(rows: readonly number[], negative: boolean): (index: number) => boolean {
  let at = 0;
  return (index) => {
    while ((rows[at] ?? Infinity) < index) at++;
    return (rows[at] === index) !== negative;
  };
}

const severityOf = (text: string): number => severityWord(text)?.severity ?? SEVERITY.none;

/** What a row costs beside its text; how bad it is takes a look at its beginning. */
const A_ROW = 6;
const A_LOOK = 64;
/** What each of its units costs where escape sequences have to be left out of it first. */
const A_STEERING_UNIT = 2;

/** What some rows are of work, of so many UTF-16 units in all. */
function workOf({ least, tests }: LogFilters, length: number, count: number, steers: boolean): number {
  let work = count * (least === 0 ? A_ROW : A_LOOK);
  if (steers) work += A_STEERING_UNIT * length * tests.length;
  for (const test of tests) work += 'wanted' in test ? length / 4 : test.work(length);
  return work;
}

const isPlain = ({ tests }: LogFilters): boolean => tests.every((test) => 'wanted' in test);
