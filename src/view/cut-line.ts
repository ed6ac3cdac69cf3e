import type { Line, Span } from './block.ts';
import { lineWidth } from './grid.ts';
import { cutEnd, displayWidth } from './text.ts';

/** A line that ends with `…` where it has no room whole. */
export function cutLine(line: Line, width: number): Line {
  if (lineWidth(line) <= width) return line;
  const cut: Span[] = [];
  let left = width;
  for (const { text, style } of line) {
    const more = displayWidth(text) + 1;
    // Of what just fits, the last cell is for the mark all the same, since something follows.
    const shown = more > left ? cutEnd(`${text} `, left) : text;
    cut.push({ text: shown, style });
    left -= displayWidth(shown);
    if (more > left + displayWidth(shown)) break;
  }
  return cut;
}
