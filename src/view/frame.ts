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
/** The cell is a chart's: its character is drawn by the terminal. What is put over it takes it away. */
export const RESERVED = 1 << 10;
const TONE_MASK = (1 << 6) - 1;

/** The style of a tone, with flags or-ed in: `styleOf('title', BOLD)`. */
export function styleOf(tone: Tone, flags = 0): Style {
  return TONES.indexOf(tone) | flags;
}

/** The tone of a style. */
export function toneOf(style: Style): Tone {
  return TONES[style & TONE_MASK] ?? 'plain';
}

/** A line of a chart: a value for each of its places, NaN where there is none. */
export interface Series {
  readonly tone: Tone;
  readonly values: readonly number[];
}

/** What is drawn over time; `terminal/` draws it, into the cells that a frame reserves. */
export interface Chart {
  /** What stands below its left end, its middle and its right end. */
  readonly times: Axis;
  /** What stands beside its upper end, its middle and its lower end. */
  readonly levels: Axis;
  readonly series: readonly Series[];
  /** The value at the upper end; the lower one is 0. */
  readonly most: number;
}

/** The labels of an axis, evenly spaced; the middle one stands where there is room. */
export type Axis = readonly [from: string, middle: string, to: string];

/** A chart, and the cells that it has. */
export interface PlacedChart {
  readonly rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly chart: Chart;
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
  /** The charts that have reserved cells; the one above the others last. */
  readonly charts?: readonly PlacedChart[];
  /** Where the terminal's cursor stands (a prompt); hidden without it. */
  readonly cursor?: { readonly x: number; readonly y: number };
}
