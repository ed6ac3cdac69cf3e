import type { Line, Span } from '../block.ts';
import { lineWidth } from './grid.ts';
import { cutTold } from '../text/cut-told.ts';
import { cutEnd, cutMiddle, displayWidth } from '../text/text.ts';

/** Units of text that a cell may take: letters with marks on them. */
const MOST_UNITS = 24;

/** A line that ends with `…` where it has no room whole. */
export function cutLine(whole: Line, width: number): Line {
  // What can never be seen is not measured: a text may have megabytes.
  const most = MOST_UNITS * (width + 1);
  const line = whole.some(({ text }) => text.length > most)
    ? whole.map((span) => ({ ...span, text: span.text.slice(0, most) }))
    : whole;
  if (lineWidth(line) <= width) return line;
  const cut: Span[] = [];
  let left = width;
  for (const { text, style } of line) {
    const more = displayWidth(text) + 1;
    // Of what just fits, the last cell is for the mark all the same, since something follows.
    const shown = more > left ? cutEnd(`${text} `, left) : text;
    cut.push({ text: shown, style });
    left -= displayWidth(shown);
    if (more > left + displayWidth(shown)) break;
  }
  return cut;
}

/** What is told, in one style: commands in it are whole, or not there. */
export function cutToldLine(line: Line, width: number): Line {
  const [first] = line;
  const text = line.map((span) => span.text).join('');
  if (!first || !text.includes('`') || lineWidth(line) <= width) return cutLine(line, width);
  return [{ ...first, text: cutTold(text, width) }];
}

/** With less room its beginning tells more of a text than a little of both. */
const LEAST_MIDDLE = 16;

/** A row that is one line: what it says last is cut in its middle, since its end tells most. */
export function cutRow(whole: Line, width: number): Line {
  const last = whole.at(-1);
  const before = whole.slice(0, -1);
  const room = width - lineWidth(before);
  if (!last || room < LEAST_MIDDLE || last.text.length > MOST_UNITS * (width + 1))
    return cutLine(whole, width);
  return [...before, { ...last, text: cutMiddle(last.text, room) }];
}
