import type { Frame, Style } from '../view/frame.ts';
import type { BlessedLine } from './blessed.ts';

/** What blessed has in the right half of a wide character. */
const RIGHT_HALF = '\x03';

/**
 * Copies a frame into blessed's lines. Only cells that differ are touched and only their lines are
 * marked, so that an unchanged frame writes nothing.
 */
export function paint(
  frame: Frame,
  lines: readonly BlessedLine[],
  attributeOf: (style: Style) => number,
): void {
  const { width, height, chars, styles } = frame;
  for (let y = 0; y < height; y++) {
    const line = lines[y];
    if (line) paintLine(line, chars, styles, y * width, width, attributeOf);
  }
}

function paintLine(
  line: BlessedLine,
  chars: Frame['chars'],
  styles: Uint16Array,
  start: number,
  width: number,
  attributeOf: (style: Style) => number,
): void {
  for (let x = 0; x < width; x++) {
    const cell = line[x];
    if (!cell) return;
    const character = chars[start + x] || RIGHT_HALF;
    const attribute = attributeOf(styles[start + x] ?? 0);
    if (cell[0] === attribute && cell[1] === character) continue;
    cell[0] = attribute;
    cell[1] = character;
    line.dirty = true;
  }
}
