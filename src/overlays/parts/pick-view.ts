import type { Choice, Choices } from '../../store/choice.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import type { OverlayView } from '../../view/screen-model.ts';
import { lineWidth } from '../../view/painting/grid.ts';
import { cutStart, displayWidth, padEnd, wrap } from '../../view/text/text.ts';

interface Picked {
  /** Of the overlay. */
  readonly id: string;
  readonly cursor: number;
  readonly typed: string;
  /** As many as the screen has. */
  readonly columns: number;
}

/** A picker as it is drawn. */
export function pickView(
  { title, empty, warning }: Choices,
  shown: readonly Choice[],
  { id, cursor, typed, columns }: Picked,
): OverlayView {
  const told = (warning === undefined ? [] : wrap(span(warning).text, 60)).map((text): Line => [
    span(text, styleOf('failing')),
  ]);
  const below = shown.length > 0 ? told : [[span(empty, styleOf('muted'))], ...told];
  const width = widest(shown, ({ label }) => label, columns);
  const keys = shown.some(({ key }) => key !== undefined);
  const row = ({ key, label, note }: Choice): Line => [
    ...(keys ? [span(`${key ?? ' '} `, styleOf('key', BOLD))] : []),
    { ...span(label), text: padEnd(span(label).text, width) },
    span(`  ${note ?? ''}`, styleOf('muted')),
  ];
  const line = (index: number): Line => {
    const choice = shown[index];
    return choice ? row(choice) : (below[index - shown.length] ?? []);
  };
  const noted = (keys ? 2 : 0) + width + 2 + widest(shown, ({ note }) => note ?? '', columns);
  const foot =
    typed === ''
      ? `${shown.length > 0 ? 'type to narrow · enter chooses · ' : ''}esc closes`
      : `/${cutStart(span(typed).text, columns - 8)}`;
  return {
    type: 'list',
    id,
    title,
    count: shown.length + below.length,
    line,
    width: below.reduce((most, spans) => Math.max(most, lineWidth(spans)), shown.length > 0 ? noted : 0),
    cursor: shown.length > 0 ? cursor : -1,
    foot: [span(foot, styleOf('muted'))],
  };
}

/** A picker of which nothing can be chosen any more. */
export function goneView({ title }: Choices, why: string, picked: Picked): OverlayView {
  const view = pickView({ title, choices: [], empty: `✖ ${why}` }, [], { ...picked, typed: '' });
  return { ...view, foot: [span('nothing is left to choose · esc closes', styleOf('muted'))] };
}

/** How wide the widest of these texts is; as soon as one fills the screen, no other is looked at. */
function widest(choices: readonly Choice[], textOf: (choice: Choice) => string, columns: number): number {
  let most = 0;
  for (const choice of choices) {
    if (most >= columns) break;
    most = Math.max(most, displayWidth(span(textOf(choice)).text));
  }
  return most;
}
