import { folded } from '../../model/text/searched-lines.ts';
import { type Line, span } from '../block.ts';
import { BOLD, INVERSE, type Style, styleOf, UNDERLINE } from '../frame.ts';

/** What of a line is on show: from one of its UTF-16 units on, so many of them. */
export interface Stretch {
  /** The first, or one within a letter, which is then left out. */
  readonly from: number;
  readonly length: number;
}

/** What is searched for in a line, and whether it is the line that the search has come to. */
export interface Search {
  readonly text: string;
  readonly current: boolean;
}

/** A part of a line in a style of its own. */
export interface Styled {
  readonly start: number;
  readonly end: number;
  readonly style: Style;
}

/**
 * The part of a line that is on show, in which stands out what is searched for. The rest of the line, which may be
 * megabytes, is not looked at.
 */
export function searchedPart(
  text: string,
  { from, length }: Stretch,
  search: Search,
  ...styled: readonly Styled[]
): Line {
  const start = afterLetter(text, from);
  const styles = new Uint16Array(Math.max(0, Math.min(text.length - start, length))).fill(PLAIN);
  for (const { start: first, end, style } of styled) paint(styles, first - start, end - start, style);
  const wanted = folded(search.text);
  // What begins before the part or ends after it stands out too.
  const first = Math.max(0, start - wanted.length);
  const near = folded(text.slice(first, start + styles.length + wanted.length));
  for (let at = next(near, wanted, 0); at >= 0; at = next(near, wanted, at + wanted.length)) {
    const end = afterLetter(text, first + at + wanted.length);
    paint(styles, first + at - start, end - start, search.current ? CURRENT : FOUND);
  }
  return runs(text.slice(start, start + styles.length), styles);
}

const PLAIN = styleOf('plain');
const FOUND = styleOf('match', BOLD | UNDERLINE);
const CURRENT = styleOf('match', BOLD | INVERSE);

function paint(styles: Uint16Array, from: number, to: number, style: Style): void {
  if (to > 0) styles.fill(style, Math.max(0, from), to);
}

function next(text: string, wanted: string, from: number): number {
  return wanted === '' ? -1 : text.indexOf(wanted, from);
}

/** One span for each stretch of one style. */
function runs(text: string, styles: Uint16Array): Line {
  const line = [];
  for (let start = 0, end = 1; start < text.length; end++) {
    if (end < text.length && styles[end] === styles[start]) continue;
    line.push(span(text.slice(start, end), styles[start]));
    start = end;
  }
  return line;
}

const WITHIN_LETTER = /^[\p{M}\udc00-\udfff]$/u;
const MOST_MARKS = 24;

/** Where a letter is over that begins before a place. */
function afterLetter(text: string, at: number): number {
  let end = at;
  while (end < at + MOST_MARKS && end > 0 && WITHIN_LETTER.test(text[end] ?? '')) end++;
  return end;
}
