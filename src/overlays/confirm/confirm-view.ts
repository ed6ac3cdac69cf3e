import type { Question } from '../../commands/choice.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, INVERSE, styleOf } from '../../view/frame.ts';
import type { OverlayView } from '../../view/screen-model.ts';

/** A question as it is drawn: its lines, and its choices beside each other below. */
export function confirmView({ title, lines, choices }: Question, cursor: number): OverlayView {
  const foot = choices.flatMap(({ label, key }, index): Line => {
    const text = key === undefined ? ` ${label} ` : ` ${label} (${key}) `;
    const style = index === cursor ? styleOf('accent', BOLD | INVERSE) : styleOf('plain');
    return [span(text, style), span('  ')];
  });
  return {
    type: 'page',
    title,
    lines: lines.map((text): Line => [span(text, styleOf(text.startsWith(' ') ? 'key' : 'plain'))]),
    top: 0,
    foot,
  };
}
