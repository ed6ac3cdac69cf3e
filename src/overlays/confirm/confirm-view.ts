import type { Question } from '../../store/choice.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, INVERSE, styleOf } from '../../view/frame.ts';
import { wrap } from '../../view/text/text.ts';
import type { OverlayView } from '../../view/screen-model.ts';

/** Lines of sentences are not longer than this, and go on on the next one: they are read. */
const WIDEST = 76;

/** A question as it is drawn: its lines, and its choices beside each other below. `columns` is the screen's width. */
export function confirmView(
  { title, lines, choices }: Question,
  cursor: number,
  columns: number,
): OverlayView {
  const width = Math.max(1, Math.min(WIDEST, columns - 6));
  const foot = choices.flatMap(({ label, key }, index): Line => {
    const text = key === undefined ? ` ${label} ` : ` ${label} (${key}) `;
    const style = index === cursor ? styleOf('accent', BOLD | INVERSE) : styleOf('plain');
    return [span(text, style), span('  ')];
  });
  return {
    type: 'page',
    title,
    lines: lines.flatMap((text) => {
      const style = styleOf(text.startsWith(' ') ? 'key' : 'plain');
      const fits = text.startsWith(' ') ? [text] : wrap(span(text).text, width);
      return fits.map((line): Line => [span(line, style)]);
    }),
    top: 0,
    foot,
  };
}
