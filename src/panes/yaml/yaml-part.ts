import { type Line, span } from '../../view/block.ts';
import { BOLD, INVERSE, type Style, styleOf, UNDERLINE } from '../../view/frame.ts';
import { folded } from './search.ts';

/** Names of labels have 317 characters at most; nobody looks for a longer key. */
const LONGEST_KEY = 1024;

/**
 * The part of a line of YAML that is on show: keys stand out from their values, and what is searched
 * for from both. The rest of the line, which may be megabytes, is not looked at.
 *
 * @param from the first UTF-16 unit, or one within a letter, which is then left out
 * @param current whether it is the line that the search has come to
 */
export function yamlPart(
  text: string,
  { from, length }: { readonly from: number; readonly length: number },
  search: string,
  current = false,
): Line {
  const start = afterLetter(text, from);
  const styles = new Uint16Array(Math.max(0, Math.min(text.length - start, length))).fill(PLAIN);
  const key = keyOf(text);
  paint(styles, key.start - start, key.end - start, styleOf('key'));
  const wanted = folded(search);
  // What begins before the part or ends after it stands out too.
  const first = Math.max(0, start - wanted.length);
  const near = folded(text.slice(first, start + styles.length + wanted.length));
  for (let at = next(near, wanted, 0); at >= 0; at = next(near, wanted, at + wanted.length)) {
    const end = afterLetter(text, first + at + wanted.length);
    paint(styles, first + at - start, end - start, current ? CURRENT : styleOf('match', BOLD | UNDERLINE));
  }
  return runs(text.slice(start, start + styles.length), styles);
}

const PLAIN = styleOf('plain');
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

/** Where a line's key is; an empty stretch where it has none. */
function keyOf(text: string): { readonly start: number; readonly end: number } {
  const line = text.slice(0, LONGEST_KEY);
  let start = 0;
  while (line[start] === ' ') start++;
  while (line.startsWith('- ', start)) start += 2;
  const end = keyEnd(line, start);
  const isKey = end > start && line[end] === ':' && (line[end + 1] === ' ' || end + 1 === text.length);
  return { start, end: isKey ? end : start };
}

function keyEnd(line: string, start: number): number {
  const first = line[start] ?? ' ';
  if (first === '"') return line.indexOf('"', start + 1) + 1;
  return ` '#`.includes(first) ? start : line.indexOf(':', start);
}
