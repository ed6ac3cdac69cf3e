import { BOLD, INVERSE, SELECTED, type Style, type Tone, toneOf, UNDERLINE } from '../../view/frame.ts';

/** blessed's attribute: flags, foreground and background in one number. */
const DEFAULT = 0x1ff;
const FLAGS = { bold: 1, underline: 2, inverse: 8 } as const;

/**
 * What matters less is grey: of the sixteen colours there is none that is so on every background, since the eighth is
 * Solarized's background itself. Terminals of fewer colours have their nearest.
 */
const GREY = 244;

/**
 * The terminal's own sixteen colours, so that light and dark backgrounds both read; what has no
 * entry has the terminal's foreground. Cyan is for the focus and the selection alone.
 */
const COLOURS: Readonly<Partial<Record<Tone, number>>> = {
  muted: GREY,
  border: GREY,
  accent: 6,
  well: 2,
  progress: 3,
  failing: 1,
  ended: GREY,
  waiting: 12,
  key: 12,
  match: 3,
  shared: 5,
  red: 1,
  green: 2,
  yellow: 3,
  blue: 12,
  magenta: 5,
  cyan: 6,
};

/** How many styles there are: a tone and flags, see `frame.ts`. */
const STYLES = SELECTED << 1;

/** blessed's attribute for each style. */
export function attributeTable(colours: boolean): Uint32Array {
  return Uint32Array.from({ length: STYLES }, (_, style) => attributeOf(style, colours));
}

function attributeOf(style: Style, colours: boolean): number {
  let flags = 0;
  // The row with the cursor keeps its tones: a bar stands before it.
  if (style & (BOLD | SELECTED)) flags |= FLAGS.bold;
  if (style & UNDERLINE) flags |= FLAGS.underline;
  if (style & INVERSE) flags |= FLAGS.inverse;
  const foreground = colours ? (COLOURS[toneOf(style)] ?? DEFAULT) : DEFAULT;
  return (flags << 18) | (foreground << 9) | DEFAULT;
}
