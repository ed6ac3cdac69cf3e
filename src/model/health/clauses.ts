import { grouped } from '../text/grouped.ts';
import { shortened } from '../text/shortened.ts';

/** What more follows on: without the full stop that the cluster's own sentences have. */
export const unstopped = (text: string): string =>
  text.endsWith('.') && !text.endsWith('..') ? text.slice(0, -1) : text;

/** A part of a clause that is shorter than this tells nothing. */
const LEAST = 24;

/**
 * As many clauses as fit, from the first on, joined by `; `, and how many more there are. A clause is there whole or
 * not at all, since the halves of two of them would say together what nobody said; the first is always there.
 *
 * @param most what has more letters does not fit: of a thousand clauses only so many are put together
 * @param rest `untold`: how many more there are than these; `fill`: where what fits leaves room (a line), the next one begins
 * there, and `cut` makes the beginning of a text of so many letters
 */
export function clausesThatFit(
  clauses: readonly string[],
  fits: (text: string) => boolean,
  most: number,
  rest: {
    readonly untold?: number | undefined;
    readonly fill?: {
      readonly leavesRoom: (text: string) => boolean;
      readonly cut: (text: string, room: number) => string;
    };
  } = {},
): string {
  const { untold = 0, fill } = rest;
  const told = (kept: number, begun: readonly string[] = []): string => {
    const left = clauses.length + untold - kept - begun.length;
    const shown = [...clauses.slice(0, kept), ...begun, ...(left > 0 ? [`${grouped(left)} more`] : [])];
    return shown.map((clause, at) => (at < shown.length - 1 ? unstopped(clause) : clause)).join('; ');
  };
  let low = 1;
  for (let high = countWithin(clauses, most); low < high;) {
    const kept = Math.ceil((low + high) / 2);
    if (fits(told(kept))) low = kept;
    else high = kept - 1;
  }
  const whole = told(low);
  if (!fill || low >= clauses.length || !fill.leavesRoom(whole)) return whole;
  const next = shortened(clauses[low] ?? '');
  const begun = (room: number): string => told(low, [fill.cut(next, room)]);
  if (!fits(begun(LEAST))) return whole;
  let room = LEAST;
  for (let high = next.length; room < high;) {
    const more = Math.ceil((room + high) / 2);
    if (fits(begun(more))) room = more;
    else high = more - 1;
  }
  return begun(room);
}

/** The most clauses that can have no more letters than this together: each may lose its full stop. */
function countWithin(clauses: readonly string[], most: number): number {
  let count = 0;
  for (let letters = 0; count < clauses.length; count++) {
    letters += (clauses[count]?.length ?? 0) - 1;
    if (letters > most) break;
  }
  return count;
}
