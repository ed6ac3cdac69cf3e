import type { Frame } from '../view/frame.ts';
import type { BlessedLine } from './blessed.ts';
import { placed } from './placing.ts';

/** What blessed has in the right half of a wide character. */
const RIGHT_HALF = '\x03';

/**
 * Copies a frame into blessed's lines. Only cells that differ are touched and only their lines are
 * marked, so that an unchanged frame writes nothing.
 */
export function paint(frame: Frame, lines: readonly BlessedLine[], attributes: Uint32Array): void {
  const { width, height } = frame;
  for (let y = 0; y < height; y++) {
    const line = lines[y];
    if (line) paintLine(line, frame, y * width, attributes);
  }
}

function paintLine(
  line: BlessedLine,
  { chars, styles, width }: Frame,
  start: number,
  attributes: Uint32Array,
): void {
  for (let x = 0; x < width; x++) {
    const cell = line[x];
    if (!cell) return;
    const attribute = attributes[styles[start + x] ?? 0] ?? 0;
    const text = cellText(chars, start, x, width);
    if (cell[0] === attribute && cell[1] === text) continue;
    cell[0] = attribute;
    cell[1] = text;
    line.dirty = true;
  }
}

function cellText(chars: Frame['chars'], start: number, x: number, width: number): string {
  const grapheme = chars[start + x];
  if (!grapheme) return RIGHT_HALF;
  if (grapheme.length === 1 && grapheme < '\u2e80' && (x + 1 === width || chars[start + x + 1] !== '')) {
    return grapheme;
  }
  const wide = x + 1 < width && chars[start + x + 1] === '';
  return placed(grapheme, wide, wide ? x + 2 : x + 1);
}
