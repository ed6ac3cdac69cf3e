import type { CommandContext } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';
import { paneState } from '../../store/state.ts';
import { definePrompt } from '../parts/prompt.ts';

/** A filter works, and a search goes to what it finds, while it is typed. */
export const filter = definePrompt({
  id: 'filter',
  label: '/',
  typed: filtering,
  enter: () => [],
  escape: ({ pane }, { before }) => [{ type: 'filter', pane: pane.id, text: before }],
});

function filtering({ pane, state }: CommandContext, text: string): readonly Action[] {
  const changed: Action = { type: 'filter', pane: pane.id, text };
  const found = text === '' ? undefined : pane.find?.(text, paneState(state, pane.id).top, 1);
  return found === undefined ? [changed] : [changed, { type: 'scroll', pane: pane.id, top: found }];
}
