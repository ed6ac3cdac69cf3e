import { type Frame, RESERVED } from '../../view/frame.ts';
import type { ChartAt } from './chart-painter.ts';
import type { BlessedLine } from './blessed.ts';
import { displayWidth } from '../../view/text/text.ts';
import { placed } from './placing.ts';

/** What blessed has in the right half of a wide character. */
const RIGHT_HALF = '\x03';

/** Of which frame a line of blessed's has its cells; it makes others when it is resized. */
const painted = new WeakMap<BlessedLine, Frame>();

/**
 * Copies a frame into blessed's lines. Only cells that differ are touched and only their lines are
 * marked, so that an unchanged frame writes nothing; of rows that read as in the frame before none is looked at.
 */
export function paint(
  frame: Frame,
  lines: readonly BlessedLine[],
  attributes: Uint32Array,
  chartAt?: ChartAt,
): void {
  for (let y = 0; y < frame.height; y++) {
    const line = lines[y];
    if (!line) continue;
    const before = painted.get(line);
    painted.set(line, frame);
    // A chart's cells may change below the same frame.
    if (chartAt || !before || !isSameRow(frame, before, y)) paintLine(line, frame, y, attributes, chartAt);
  }
}

function isSameRow({ chars, styles, width }: Frame, before: Frame, y: number): boolean {
  if (before.width !== width) return false;
  const end = (y + 1) * width;
  for (let at = end - width; at < end; at++)
    if (chars[at] !== before.chars[at] || styles[at] !== before.styles[at]) return false;
  return true;
}

function paintLine(
  line: BlessedLine,
  { chars, styles, width }: Frame,
  y: number,
  attributes: Uint32Array,
  chartAt: ChartAt | undefined,
): void {
  const start = y * width;
  for (let x = 0; x < width; x++) {
    const cell = line[x];
    if (!cell) return;
    const style = styles[start + x] ?? 0;
    const drawn = chartAt && style & RESERVED ? chartAt(x, y) : undefined;
    const attribute = attributes[drawn?.style ?? style & ~RESERVED] ?? 0;
    const text = drawn?.text ?? cellText(chars, start, x, width);
    if (cell[0] === attribute && cell[1] === text) continue;
    cell[0] = attribute;
    cell[1] = text;
    line.dirty = true;
  }
}

function cellText(chars: Frame['chars'], start: number, x: number, width: number): string {
  const grapheme = chars[start + x];
  // What was put over the left half alone, as an overlay's edge is, leaves the right one: it is no character of its own.
  if (!grapheme) return x > 0 && displayWidth(chars[start + x - 1] ?? '') === 2 ? RIGHT_HALF : ' ';
  if (grapheme.length === 1 && grapheme < '\u2e80' && (x + 1 === width || chars[start + x + 1] !== '')) {
    return grapheme;
  }
  const wide = x + 1 < width && chars[start + x + 1] === '';
  return placed(grapheme, wide, wide ? x + 2 : x + 1);
}
