/**
 * A Frame is what the screen shall show: a grid of cells, each a character with a style. It knows
 * nothing of the terminal; `terminal/` turns styles into its own attributes.
 */

/** What a cell means; the theme says how that looks. */
export const TONES = [
  'plain',
  'muted', //    less important: old ages, empty values
  'title', //    a pane's title
  'heading', //  column headings
  'border', //   borders of panes without the focus
  'accent', //   the focus and the selection, nothing else
  'well', //     ●
  'progress', // ◐
  'failing', //  ✖
  'ended', //    ○
  'waiting', //  ◌
  'key', //      a key in the footer and in help
  'match', //    what a filter matched
  'shared', //   ⇄ what containers share
  // What programs say in colours, and whose lines stand side by side.
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
] as const;

export type Tone = (typeof TONES)[number];

/** A style is a small number: the tone's index, and flags. Compare with ===, store in a Uint16Array. */
export type Style = number;

export const BOLD = 1 << 6;
export const INVERSE = 1 << 7;
export const UNDERLINE = 1 << 8;
/** The row the cursor is on. */
export const SELECTED = 1 << 9;
const TONE_MASK = (1 << 6) - 1;

/** The style of a tone, with flags or-ed in: `styleOf('title', BOLD)`. */
export function styleOf(tone: Tone, flags = 0): Style {
  return TONES.indexOf(tone) | flags;
}

/** The tone of a style. */
export function toneOf(style: Style): Tone {
  return TONES[style & TONE_MASK] ?? 'plain';
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /**
   * width × height characters, row by row; each a grapheme of display width 1 or 2. The cell right
   * of a wide one holds the empty string.
   */
  readonly chars: readonly string[];
  readonly styles: Uint16Array;
  /** Where the terminal's cursor stands (a prompt); hidden without it. */
  readonly cursor?: { readonly x: number; readonly y: number };
}
