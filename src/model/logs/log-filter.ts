import { folded } from '../text/searched-lines.ts';
import { expression, lookedAt, MOST_LOOKED_AT } from '../text/expression.ts';
import { SEVERITY } from './severity.ts';

/** Filters that all have to keep a line: each is a text as it was typed, `!text`, `/regex/`, `!/regex/`. */
export interface LogFilters {
  readonly texts: readonly string[];
  readonly tests: readonly LineTest[];
  /** The least severity that is kept (see SEVERITY); 0: all. One of a stack goes with the line before it. */
  readonly least: number;
}

type LineTest =
  | {
      /** A text, in any case, that a line has to have; or must not. */
      readonly wanted: string;
      readonly negative: boolean;
    }
  | {
      readonly keeps: (line: string) => boolean;
      /** Roughly how much work a line of so many UTF-16 units is, in nanoseconds or two. */
      readonly work: (length: number) => number;
    };

export const NO_FILTERS: LogFilters = { texts: [], tests: [], least: 0 };

/** Whether they keep all there is. */
export const keepsAll = ({ tests, least }: LogFilters): boolean => tests.length === 0 && least === 0;

/** The source of the expression that a filter is; undefined for a text. */
const expressionIn = (typed: string): string | undefined => /^!?\/(.+)\/$/s.exec(typed)?.[1];

/** How much of a line the filter that was typed looks at, where that is less than usual. */
export function boundOf(typed: string): number | undefined {
  const source = expressionIn(typed);
  const most = source === undefined ? MOST_LOOKED_AT : lookedAt(source);
  return most < MOST_LOOKED_AT ? most : undefined;
}

/**
 * Filters with one more, or in words what is wrong with it. An expression is run against text of anyone, and must not
 * take for ever: only those are taken that can be run in linear time.
 *
 * @param isLinear whether an expression's source is one of these
 */
export function withFilter(
  filters: LogFilters,
  typed: string,
  isLinear: (source: string) => boolean,
): LogFilters | string {
  const negative = typed.startsWith('!');
  const wanted = negative ? typed.slice(1) : typed;
  const source = expressionIn(typed);
  if (source === undefined) return added(filters, typed, { wanted, negative });
  const read = expression(source, isLinear);
  if (typeof read === 'string') return read;
  // V8 runs no expression in linear time that ignores case: one without capitals is asked of small letters.
  const asked = /[A-Z]/.test(source.replace(/\\./gs, '')) ? (line: string) => line : folded;
  const most = lookedAt(source);
  const keeps = (line: string): boolean => read(asked(line.slice(0, most))) !== negative;
  const goesBack = most < MOST_LOOKED_AT;
  // Measured on hostile lines: 100 ns a unit once V8 has given up going back, 2 ns for each unit and way through it.
  const work = (length: number): number => {
    const seen = Math.min(length, most);
    return goesBack ? seen * seen : 8 * seen;
  };
  return added(filters, typed, { keeps, work });
}

function added(filters: LogFilters, text: string, test: LineTest): LogFilters {
  return { ...filters, texts: [...filters.texts, text], tests: [...filters.tests, test] };
}

/** Without the one that was added last. */
export function withoutLast({ texts, tests, least }: LogFilters): LogFilters {
  return { texts: texts.slice(0, -1), tests: tests.slice(0, -1), least };
}

/** Filters in a few words: `errors &timeout &!debug`; empty where there are none. */
export function filtersText({ texts, least }: LogFilters): string {
  const severity = least === SEVERITY.error ? 'errors' : least > 0 ? 'warnings and errors' : '';
  return [severity, ...texts.map((text) => `&${text}`)].filter(Boolean).join(' ');
}
