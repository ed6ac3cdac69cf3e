/** More of a line no expression looks at: lines may be megabytes. */
export const MOST_LOOKED_AT = 4096;
/** Of what an expression might go through once for each of its characters. */
const MOST_GONE_BACK_IN = 512;
/** What may be repeated without end. */
const ENDLESS = /(?:[*+]|\{\d+,\})/g;
/** With it at the beginning. */
const ENDLESS_FIRST = /^[(?:]*(?:\\?.|\[[^\]]*\])(?:[*+]|\{\d+,\})/;

/**
 * How much of a line an expression is let look at. V8 counts steps back before it goes on in linear time, but not those
 * of a plain loop: `\w+ x` goes through a long word anew from each of its letters.
 */
export function lookedAt(source: string): number {
  const goesBack = ENDLESS_FIRST.test(source) || (source.match(ENDLESS) ?? []).length > 1;
  return goesBack ? MOST_GONE_BACK_IN : MOST_LOOKED_AT;
}

/**
 * Whether a text has what an expression says, or in words what is wrong with it. It is run against text of anyone, and
 * must not take for ever: only those are taken that can be run in linear time, over as much of a text as `lookedAt` says.
 *
 * @param isLinear whether an expression's source is one of these
 */
export function expression(
  source: string,
  isLinear: (source: string) => boolean,
): ((text: string) => boolean) | string {
  let read: RegExp;
  try {
    read = new RegExp(source);
  } catch (error) {
    return (error as Error).message;
  }
  if (!isLinear(source)) return `/${source}/ looks around or back, which could take for ever: say it without`;
  const most = lookedAt(source);
  return (text) => read.test(text.length > most ? text.slice(0, most) : text);
}
