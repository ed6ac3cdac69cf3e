import type { Choice, Choices } from '../../commands/choice.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import type { OverlayView } from '../../view/screen-model.ts';
import { displayWidth, padEnd, wrap } from '../../view/text.ts';

/** A picker as it is drawn. */
export function pickView(
  { title, empty, warning }: Choices,
  shown: readonly Choice[],
  { cursor, typed }: { readonly cursor: number; readonly typed: string },
): OverlayView {
  const labels = shown.map(({ label }) => span(label));
  const width = labels.reduce((most, { text }) => Math.max(most, displayWidth(text)), 0);
  const rows = labels.map((label, index): Line => [
    { ...label, text: padEnd(label.text, width) },
    span(`  ${shown[index]?.note ?? ''}`, styleOf('muted')),
  ]);
  const told = warning === undefined ? [] : wrap(span(warning).text, 60);
  const foot = typed === '' ? 'type to narrow · enter chooses · esc closes' : `/${typed}`;
  return {
    type: 'list',
    title,
    lines: [
      ...(rows.length > 0 ? rows : [[span(empty, styleOf('muted'))]]),
      ...told.map((line): Line => [span(line, styleOf('failing'))]),
    ],
    cursor: rows.length > 0 ? cursor : -1,
    foot: [span(foot, styleOf('muted'))],
  };
}
