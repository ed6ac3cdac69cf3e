import type { Line } from '../block.ts';
import { cutLine } from '../painting/cut-line.ts';
import { cutEnd, wrap } from './text.ts';

/** As many lines as there is room for; a sentence that does not come to its end ends with `…`. */
export function wrapLines(lines: Iterable<Line>, width: number, most: number): Line[] {
  const wrapped: Line[] = [];
  for (const line of lines) {
    if (wrapped.length >= most) break;
    const parts = wrapLine(line, width);
    const room = most - wrapped.length;
    wrapped.push(...parts.slice(0, room));
    const [last] = parts[room - 1] ?? [];
    if (parts.length > room && last)
      wrapped[most - 1] = [{ text: cutEnd(`${last.text} …`, width), style: last.style }];
  }
  return wrapped;
}

/** A sentence of one style goes on on the next line where the pane is too narrow for it. */
function wrapLine(line: Line, width: number): Line[] {
  const [only, ...more] = line;
  if (!only || more.length > 0) return [cutLine(line, width)];
  return wrap(only.text, width).map((text) => [{ text, style: only.style }]);
}
