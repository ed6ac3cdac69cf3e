import type { Message } from '../store/look.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';
import { lineWidth } from '../view/painting/grid.ts';
import { cutMiddle } from '../view/text/text.ts';

/**
 * What is told, in a line that is cut at its end; a name in it that even so has no room is cut in its middle.
 *
 * @param room in cells
 */
export function messageLine({ text, tone, name = '' }: Message, room: number): Line {
  const style = styleOf(tone, BOLD);
  const at = name === '' ? -1 : text.indexOf(name);
  if (at < 0) return [span(text, style)];
  const before = span(text.slice(0, at), style);
  // The last cell says that more follows.
  const shown = cutMiddle(span(name).text, room - lineWidth([before]) - 1);
  return [before, span(shown, style), span(text.slice(at + name.length), style)];
}
