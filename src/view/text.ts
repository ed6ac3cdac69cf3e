import stringWidth from 'string-width';

/**
 * Characters of one cell each, none of them harmful: printable ASCII, Latin letters, and what the
 * dashboard draws with. For such text the width is the length, and a cell is a UTF-16 unit.
 */
const PLAIN =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u21ff\u2300-\u2307\u2500-\u25fc\u2713-\u2718\u27e8\u27e9]*$/;

/** Whether every UTF-16 unit of a text is a cell of its own. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Escape sequences whole (CSI, OSC, DCS …), so that their parameters do not stay behind as text. */
const SEQUENCES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][\s\S]*?(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-~]?/g;

/**
 * Control characters, and the format characters that make terminals disagree about a text's width
 * or direction: joiners, bidirectional overrides, variation selectors, skin tones, tags.
 */
const HARMFUL =
  /[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{1f3fb}-\u{1f3ff}\u{e0000}-\u{e0fff}]/gu;

/**
 * Makes text from outside (names, labels, messages, log lines) harmless for a terminal: escape
 * sequences and control characters go, tabs and line ends become spaces.
 */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(SEQUENCES, '')
    .replace(/\r\n|[\t\r\n\u2028\u2029]/g, ' ')
    .replace(HARMFUL, '')
    .replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** How many cells a cleaned text takes. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text, { countAnsiEscapeCodes: true });
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A cleaned text's graphemes, each with its width in cells (1 or 2; what has none is dropped). */
export function* graphemes(text: string): Generator<{ text: string; width: number }> {
  if (PLAIN.test(text)) {
    for (const character of text) yield { text: character, width: 1 };
    return;
  }
  for (const { segment } of segmenter.segment(text)) {
    const width = displayWidth(segment);
    if (width > 0) yield { text: segment, width: Math.min(width, 2) };
  }
}

/** The longest beginning of a text that fits into `width` cells. */
function takeStart(text: string, width: number): string {
  if (PLAIN.test(text)) return text.slice(0, Math.max(0, width));
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
  if (PLAIN.test(text)) return width <= 0 ? '' : text.slice(-width);
  let used = 0;
  let taken = '';
  for (const grapheme of [...graphemes(text)].reverse()) {
    if (used + grapheme.width > width) break;
    used += grapheme.width;
    taken = grapheme.text + taken;
  }
  return taken;
}

/** Cuts text to `width` cells in its middle, since the end tells most (`nginx-deplo…cdf6-69j9k`). */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 1) return width === 1 ? '…' : '';
  const end = Math.ceil((width - 1) * 0.55);
  return `${takeStart(text, width - 1 - end)}…${takeEnd(text, end)}`;
}

/** Cuts text to `width` cells at its end, for sentences that are read from their beginning. */
export function cutEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width <= 0 ? '' : `${takeStart(text, width - 1)}…`;
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
    line = word;
    while (displayWidth(line) > width) {
      const start = takeStart(line, width) || line;
      lines.push(start);
      line = line.slice(start.length);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
