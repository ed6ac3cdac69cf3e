import type { Action } from '../../store/actions.ts';
import {
  type CommandContext,
  type FocusedPane,
  type PaneList,
  say,
  toFound,
} from '../../commands/command.ts';
import { stillSelectable } from '../../store/follow/follow-selection.ts';
import type { Selection } from '../../store/look.ts';
import { asked, filterMistake, labelMeant, OF_OBJECTS } from '../../store/selectors/matcher.ts';
import { withoutRowOf } from '../../store/selectors/selected/selection.ts';
import { withPane, withPlace } from '../../store/state.ts';
import { definePrompt } from '../parts/prompt.ts';

/** How it was before anything was typed. */
interface Before {
  readonly was: string;
  readonly top: number;
  readonly sideways: number;
  readonly selection: Selection;
}

/** A filter works, and a search goes to what it finds, while it is typed; Escape brings back what was. */
export const filter = definePrompt({
  id: 'filter',
  label: '/',
  note: ({ pane }, text) => mistakeIn(pane, text) ?? pane.found,
  typed: (context, text, given) => filtering(context, text, given as Before),
  refusal: ({ pane }, text) => mistakeIn(pane, text),
  enter: ({ pane }, text) =>
    text === '' || pane.filters || !pane.find || pane.find(text, 0, 1) !== undefined
      ? []
      : [say(pane.lacks(text))],
  escape: ({ pane }, { given }) => {
    const { was: text, selection } = given as Before;
    return [
      { type: 'filter', pane: pane.id, text },
      ...asBefore(pane, given as Before),
      { type: 'select', selection },
    ];
  },
});

function mistakeIn({ id }: FocusedPane, text: string): string | undefined {
  if (!OF_OBJECTS.has(id)) return undefined;
  const elsewhere = asked(text).flatMap((name) => askedElsewhere(id, name) ?? [])[0];
  return filterMistake(text) ?? elsewhere ?? labelMeant(text);
}

/** What is asked for in another list than this. */
function askedElsewhere(pane: string, name: string): string | undefined {
  if (pane === 'pods') return name === 'kind' ? 'kind is asked for in Ownership (1)' : undefined;
  if (name === 'kind' || name === 'name') return undefined;
  return name === 'restarts' || name === 'age'
    ? 'restarts and age are compared in the Pods (2)'
    : `${name} is asked for in the Pods (2)`;
}

function filtering(context: CommandContext, text: string, before: Before): readonly Action[] {
  const { pane } = context;
  const changed: Action = { type: 'filter', pane: pane.id, text };
  if (pane.filters) return [changed, ...ontoShown(context, text, before)];
  const found = text === '' ? undefined : pane.find?.(text, before.top, 1);
  return [changed, ...(found === undefined ? asBefore(pane, before) : toFound(pane, text, found))];
}

const asBefore = ({ id }: FocusedPane, { top, sideways }: Before): readonly Action[] => [
  { type: 'scroll', pane: id, top },
  { type: 'sideways', pane: id, to: sideways },
];

/**
 * Keys must never act on a row that is not on show: where the filter hides the one that was chosen before, the first
 * that it shows is, and none where it shows none.
 */
function ontoShown({ pane, state }: CommandContext, filter: string, before: Before): readonly Action[] {
  const { slot, id, listIn } = pane;
  const selection = stillSelectable(state, before.selection);
  const chosen = withPlace(state, { selection });
  const list = listIn(withPane(chosen, id, { filter }));
  if (!list) return [];
  if (list.model.count === 0) return [{ type: 'select', selection: withoutRowOf(selection, slot) }];
  const cursor = listIn(withPane(chosen, id, { filter: before.was }))?.cursor;
  const at = cursor === undefined ? -1 : list.model.indexOf(cursor);
  const found = (index: number): boolean => filter === '' || list.above?.(index) !== true;
  return [
    { type: 'select', selection: at >= 0 && found(at) ? selection : list.select(firstFound(list, found)) },
  ];
}

function firstFound({ model }: PaneList, found: (index: number) => boolean): string {
  let first = 0;
  while (first < model.count - 1 && !found(first)) first++;
  return model.keyAt(first);
}
