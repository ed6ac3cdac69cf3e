import { clausesThatFit } from '../../model/health/clauses.ts';
import { MOST, shortened } from '../../model/text/shortened.ts';
import type { Line } from '../block.ts';
import { clean } from './clean.ts';
import type { VerdictView } from '../screen-model.ts';
import { markedLine } from './marked-clauses.ts';
import { cutEnd, cutMiddle, wrap } from './text.ts';

/** Units of text that a cell may take, letters with marks on them: no more of a verdict is looked at. */
const UNITS_A_CELL = 4;

/** A verdict in `most` lines at most; the first begins with its mark, the others stand below its text. */
export function verdictLines(verdict: VerdictView | undefined, width: number, most: number): Line[] {
  if (!verdict || most <= 0) return [];
  const { mark, text, style, clauses, untold, marked = false } = verdict;
  const lines = clauses
    ? clausesInto(clauses, untold, width - 2, most)
    : cutInto(clean(shortened(text)), width - 2, most, cutMiddle);
  return lines.map((line, index) => [
    index === 0 ? mark : { text: ' ', style },
    ...(marked ? markedLine(` ${line}`, style) : [{ text: ` ${line}`, style }]),
  ]);
}

/**
 * Whole clauses leave from the end; of the first that leaves its beginning stays where else a line were empty. Of one
 * that does not fit either, the beginning is left.
 */
function clausesInto(
  clauses: readonly string[],
  untold: number | undefined,
  width: number,
  most: number,
): string[] {
  const bound = Math.min(MOST, width * most * UNITS_A_CELL);
  const linesOf = (text: string): number => wrap(clean(text), width).length;
  const fits = (text: string): boolean => text.length <= bound && linesOf(text) <= most;
  const leavesRoom = (text: string): boolean => text.length <= bound && linesOf(text) < most;
  const told = clausesThatFit(clauses, fits, bound, { untold, fill: { leavesRoom, cut: cutEnd } });
  const text = told.slice(0, bound).replace(/\s+/g, ' ').trim();
  return cutInto(clean(text), width, most, cutEnd);
}

/** Breaks a text into at most so many lines; what is too long is cut: in its middle, where its end tells most. */
function cutInto(text: string, width: number, most: number, cut: typeof cutMiddle): string[] {
  const whole = wrap(text, width);
  if (whole.length <= most) return whole;
  let fitting: string[] = [];
  for (let low = 0, high = width * most; low < high;) {
    const room = Math.ceil((low + high) / 2);
    const lines = wrap(cut(text, room), width);
    if (lines.length <= most) [low, fitting] = [room, lines];
    else high = room - 1;
  }
  return fitting;
}
