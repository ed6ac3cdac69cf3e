import { BOLD, INVERSE, SELECTED, type Style, type Tone, toneOf, UNDERLINE } from '../view/frame.ts';

/** blessed's attribute: flags, foreground and background in one number. */
const DEFAULT = 0x1ff;
const FLAGS = { bold: 1, underline: 2, inverse: 8 } as const;

/**
 * The terminal's own sixteen colours, so that light and dark backgrounds both read; what has no
 * entry has the terminal's foreground. Cyan is for the focus and the selection alone.
 */
const COLOURS: Readonly<Partial<Record<Tone, number>>> = {
  muted: 8,
  border: 8,
  accent: 6,
  well: 2,
  progress: 3,
  failing: 1,
  ended: 8,
  waiting: 12,
  key: 12,
  match: 3,
  shared: 5,
};

const BLACK = 0;
const CYAN = 6;

/** How many styles there are: a tone and flags, see `frame.ts`. */
const STYLES = SELECTED << 1;

/** blessed's attribute for each style. */
export function attributeTable(colours: boolean): Uint32Array {
  return Uint32Array.from({ length: STYLES }, (_, style) => attributeOf(style, colours));
}

function attributeOf(style: Style, colours: boolean): number {
  const selected = (style & SELECTED) !== 0;
  let flags = 0;
  if (style & BOLD) flags |= FLAGS.bold;
  if (style & UNDERLINE) flags |= FLAGS.underline;
  if (style & INVERSE || (selected && !colours)) flags |= FLAGS.inverse;
  const foreground = !colours ? DEFAULT : selected ? BLACK : (COLOURS[toneOf(style)] ?? DEFAULT);
  const background = colours && selected ? CYAN : DEFAULT;
  return (flags << 18) | (foreground << 9) | background;
}
