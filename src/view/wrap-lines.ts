import type { Line } from './block.ts';
import { wrap } from './text.ts';

/** As many lines as there is room for. */
export function wrapLines(lines: Iterable<Line>, width: number, most: number): Line[] {
  const wrapped: Line[] = [];
  for (const line of lines) {
    if (wrapped.length >= most) break;
    wrapped.push(...wrapLine(line, width));
  }
  return wrapped.slice(0, most);
}

/** A sentence of one style goes on on the next line where the pane is too narrow for it. */
function wrapLine(line: Line, width: number): Line[] {
  const [only, ...more] = line;
  if (!only || more.length > 0) return [line];
  return wrap(only.text, width).map((text) => [{ text, style: only.style }]);
}
