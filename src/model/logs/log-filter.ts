import { folded } from '../searched-lines.ts';

/** Filters that all have to keep a line: each is a text as it was typed, `!text`, `/regex/`, `!/regex/`. */
export interface LogFilters {
  readonly texts: readonly string[];
  readonly tests: readonly ((line: string) => boolean)[];
}

export const NO_FILTERS: LogFilters = { texts: [], tests: [] };

/** More of a line no expression looks at: lines may be megabytes. */
const LONGEST_LOOKED_AT = 4096;

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
  const [, source] = /^\/(.+)\/$/s.exec(wanted) ?? [];
  if (source === undefined) {
    const low = folded(wanted);
    return added(filters, typed, (line) => folded(line).includes(low) !== negative);
  }
  let expression: RegExp;
  try {
    expression = new RegExp(source);
  } catch (error) {
    return (error as Error).message;
  }
  if (!isLinear(source)) return `/${source}/ looks around or back, which could take for ever: say it without`;
  // V8 runs no expression in linear time that ignores case: one without capitals is asked of small letters.
  const asked = /[A-Z]/.test(source.replace(/\\./gs, '')) ? (line: string) => line : folded;
  return added(
    filters,
    typed,
    (line) => expression.test(asked(line.slice(0, LONGEST_LOOKED_AT))) !== negative,
  );
}

function added({ texts, tests }: LogFilters, text: string, test: (line: string) => boolean): LogFilters {
  return { texts: [...texts, text], tests: [...tests, test] };
}

/** Without the one that was added last. */
export function withoutLast({ texts, tests }: LogFilters): LogFilters {
  return texts.length <= 1 ? NO_FILTERS : { texts: texts.slice(0, -1), tests: tests.slice(0, -1) };
}
