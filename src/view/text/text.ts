import stringWidth from 'string-width';
import { isPlain, STAND_IN } from './clean.ts';

/** How many cells a cleaned text takes. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += grapheme.width;
  return width;
}

/** Made when it is first needed, and so is what string-width keeps: both cost a tenth of the program's start. */
let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Marks can be heaped on one letter without end, and all of them would be written for one cell. */
const LONGEST_GRAPHEME = 24;

const widths = new Map<string, number>();
/** Graphemes are made by whoever names objects, and there is no end to them. */
const MOST_WIDTHS = 10_000;

/** How many cells a grapheme takes: 1 or 2, or 0 where it is no character of its own. */
export function graphemeWidth(grapheme: string): number {
  if (grapheme.length === 1 && isPlain(grapheme)) return 1;
  if (grapheme.length > LONGEST_GRAPHEME) return 0;
  let width = widths.get(grapheme);
  if (width === undefined) {
    if (widths.size >= MOST_WIDTHS) widths.clear();
    width = Math.min(2, stringWidth(grapheme, { countAnsiEscapeCodes: true }));
    widths.set(grapheme, width);
  }
  return width;
}

interface Grapheme {
  readonly text: string;
  readonly width: number;
}

/** The same few texts stand on the screen from frame to frame, and to take one apart costs a hundred times a look-up. */
const known = new Map<string, readonly Grapheme[]>();
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 256;

/** A cleaned text's graphemes, each with its width in cells (1 or 2); what is none has a stand-in. */
export function graphemes(text: string): Iterable<Grapheme> {
  if (isPlain(text)) return plainly(text);
  if (text.length > LONGEST_KNOWN) return apart(text);
  const before = known.get(text);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const made = [...apart(text)];
  known.set(text, made);
  return made;
}

function* plainly(text: string): Generator<Grapheme> {
  for (const character of text) yield { text: character, width: 1 };
}

function* apart(text: string): Generator<Grapheme> {
  for (const { segment } of segments(text)) {
    const width = graphemeWidth(segment);
    yield width > 0 ? { text: segment, width } : { text: STAND_IN, width: 1 };
  }
}

/** The longest beginning of a text that fits into `width` cells. */
function takeStart(text: string, width: number): string {
  if (isPlain(text)) return text.slice(0, Math.max(0, width));
  let used = 0;
  let taken = '';
  for (const grapheme of graphemes(text)) {
    if (used + grapheme.width > width) break;
    used += grapheme.width;
    taken += grapheme.text;
  }
  return taken;
}

/** The longest end of a text that fits into `width` cells. */
function takeEnd(text: string, width: number): string {
  if (isPlain(text)) return width <= 0 ? '' : text.slice(-width);
  let used = 0;
  let taken = '';
  for (const grapheme of [...graphemes(text)].reverse()) {
    if (used + grapheme.width > width) break;
    used += grapheme.width;
    taken = grapheme.text + taken;
  }
  return taken;
}

/**
 * Cuts text to `width` cells in its middle, since the end tells most (`nginx-deplo…cdf6-69j9k`). The blank before a word that
 * is kept whole stays, without which that would read as a part of the name, and no half of a number stands on either side.
 */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 1) return width === 1 ? '…' : '';
  const tail = wholeNumber(text, takeEnd(text, Math.ceil((width - 1) * 0.55)), width - 1);
  const before = text.slice(0, text.length - tail.length);
  const room = width - 1 - displayWidth(tail);
  const apart = room > 0 && /[^ ] $/.test(before) ? ' ' : '';
  return `${beforeNumber(text, takeStart(text, room - apart.length))}…${apart}${tail}`;
}

/** A text's beginning without half a number at its end, but where nothing else is left. */
function beforeNumber(text: string, head: string): string {
  const number = numberAcross(text, head.length);
  return number && number.from > 0 ? text.slice(0, number.from) : head;
}

/** A text's end without half a number at its beginning: with all of it where that leaves room for a beginning, else with none. */
function wholeNumber(text: string, tail: string, room: number): string {
  const number = numberAcross(text, text.length - tail.length);
  if (!number) return tail;
  const whole = text.slice(number.from);
  if (displayWidth(whole) <= room * MOST_OF_END) return whole;
  return number.to < text.length ? text.slice(number.to) : tail;
}

/** How much of a text that is cut its end may take. */
const MOST_OF_END = 0.7;

/** A number, an address or an amount by itself: not of a name (`web-0`) or a hash. */
const NUMBERS = /(?<![\w.-])\d[\d.]*[A-Za-z%]{0,2}(?![\w-])/g;

/** The number that a cut at this place would go through. */
function numberAcross(text: string, at: number): { from: number; to: number } | undefined {
  for (const { 0: number, index } of text.matchAll(NUMBERS)) {
    if (index < at && at < index + number.length) return { from: index, to: index + number.length };
    if (index >= at) return undefined;
  }
  return undefined;
}

/** What begins a word within a name of several: `CreateContainerConfigError`, `Init:Error`, `running 5m`. */
const WORDS = /[^A-Z: ]+|[A-Z]+[^A-Z: ]*|[: ]+/g;

/** Without it what follows says the opposite. */
const NOT = 'Not';

/**
 * Cuts a name of several words to `width` cells by leaving words out: all but the first one and those at its end, which tell
 * most (`Create…ConfigError`); where no such one has room, all behind the first ones (`Unexpected…`).
 */
export function cutWords(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const words = text.match(WORDS) ?? [];
  const [first = ''] = words;
  let from = words.length;
  let left = width - 1 - displayWidth(first);
  while (from > 1 && (left -= displayWidth(words[from - 1] ?? '')) >= 0) from -= 1;
  while (words[from - 1] === NOT) from += 1;
  return from < words.length ? `${first}…${words.slice(from).join('')}` : cutFirst(text, words, width);
}

/** The first words as far as they have room whole; where none has, as many letters. */
function cutFirst(text: string, words: readonly string[], width: number): string {
  let shown = '';
  for (const word of words) {
    if (displayWidth(shown + word) >= width) break;
    shown += word;
  }
  return shown === '' ? cutEnd(text, width) : `${shown.trimEnd()}…`;
}

/** Cuts text to `width` cells at its end, for sentences that are read from their beginning; no half of a number stands there. */
export function cutEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width <= 0 ? '' : `${beforeNumber(text, takeStart(text, width - 1))}…`;
}

/** Cuts text to `width` cells at its beginning, where its end is being typed. */
export function cutStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width <= 0 ? '' : `…${takeEnd(text, width - 1)}`;
}

/** Fills a text up to `width` cells with spaces. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Fills a text up to `width` cells with spaces before it. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Breaks a text into lines of at most `width` cells, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  if (width <= 0) return [];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = broken(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** A word in pieces of at most `width` cells; a wide character is one of its own where there is no room for it. */
function broken(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const grapheme of graphemes(word)) {
    if (used + grapheme.width > width && piece !== '') {
      pieces.push(piece);
      [piece, used] = ['', 0];
    }
    piece += grapheme.text;
    used += grapheme.width;
  }
  return [...pieces, piece];
}
