import type { Action } from '../../store/actions.ts';
import type { CommandContext, FocusedPane } from '../../commands/command.ts';
import { paneState, type State, withPane } from '../../store/state.ts';
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
  if (pane.filters) return [changed, ...ontoShown(pane, withPane(state, pane.id, { filter: text }))];
  const found = text === '' ? undefined : pane.find?.(text, paneState(state, pane.id).top, 1);
  return found === undefined ? [changed] : [changed, { type: 'scroll', pane: pane.id, top: found }];
}

/** Keys must never act on a row that is not on show: where the filter hides the cursor's, another is selected. */
function ontoShown({ list: before, listIn }: FocusedPane, narrowed: State): readonly Action[] {
  const list = listIn(narrowed);
  if (!list || list.model.count === 0) return [];
  const { model, cursor, select } = list;
  const shown = cursor !== undefined && model.indexOf(cursor) >= 0;
  if (shown && cursor === before?.cursor) return [];
  return [{ type: 'select', selection: select(shown ? cursor : model.keyAt(0)) }];
}
