import type { Action } from '../store/actions.ts';
import { SLOTS, type Slot } from '../store/look.ts';
import { paneState, type State } from '../store/state.ts';
import { type Command, type CommandContext, NOTHING } from './command.ts';

function focusSlot(slot: Slot): Command {
  return {
    id: `focus-${slot}`,
    keys: [String(slot)],
    title: `pane ${slot}`,
    scope: 'global',
    run: () => [{ type: 'focus', slot }],
  };
}

function cycle(state: State, by: 1 | -1): readonly Action[] {
  const index = SLOTS.indexOf(state.look.focus);
  const slot = SLOTS[(index + by + SLOTS.length) % SLOTS.length];
  return slot === undefined ? NOTHING : [{ type: 'focus', slot }];
}

function turn({ state, pane }: CommandContext, by: 1 | -1): readonly Action[] {
  const index = pane.tabs.indexOf(pane.id);
  const next = pane.tabs[(index + by + pane.tabs.length) % pane.tabs.length];
  return next === undefined || next === pane.id
    ? NOTHING
    : [{ type: 'tab', slot: state.look.focus, pane: next }];
}

/** Escape closes the first of: filter, zoom, scope; then the focus goes back. Overlays have their own. */
export function closeFirst({ state, pane }: CommandContext): readonly Action[] {
  if (paneState(state, pane.id).filter !== '') return [{ type: 'filter', pane: pane.id, text: '' }];
  if (state.look.peek) return [{ type: 'unpeek' }];
  if (state.look.zoomed) return [{ type: 'zoom', zoomed: false }];
  if (state.look.notWellOnly) return [{ type: 'not-well-only', on: false }];
  if (state.look.place.scope) return [{ type: 'scope', scope: undefined }];
  if (state.look.focus !== state.look.previousFocus)
    return [{ type: 'focus', slot: state.look.previousFocus }];
  return NOTHING;
}

/** Whether `q` has something to close: going back to an earlier focus does not count. */
function hasOpen({ state, pane }: CommandContext): boolean {
  const narrowed =
    paneState(state, pane.id).filter !== '' || state.look.notWellOnly || state.look.place.scope !== undefined;
  return narrowed || state.look.zoomed;
}

export const focusing: readonly Command[] = [
  {
    id: 'next-pane',
    keys: ['tab'],
    title: 'next pane',
    scope: 'global',
    run: ({ state }) => cycle(state, 1),
  },
  {
    id: 'previous-pane',
    keys: ['shift-tab'],
    title: 'previous pane',
    scope: 'global',
    run: ({ state }) => cycle(state, -1),
  },
  ...SLOTS.map(focusSlot),
  {
    id: 'previous-tab',
    keys: ['['],
    title: 'previous tab of the pane',
    scope: 'global',
    run: (context) => turn(context, -1),
  },
  {
    id: 'next-tab',
    keys: [']'],
    title: 'next tab of the pane',
    scope: 'global',
    run: (context) => turn(context, 1),
  },
  {
    id: 'zoom',
    keys: ['z'],
    title: 'zoom the pane',
    scope: 'global',
    run: ({ state }) => [{ type: 'zoom', zoomed: !state.look.zoomed }],
  },
  {
    id: 'back',
    keys: ['escape'],
    title: 'close filter, zoom or scope; then the previous pane',
    scope: 'global',
    run: closeFirst,
  },
  {
    id: 'quit-or-back',
    keys: ['q'],
    title: 'back; with nothing to close, quit',
    hint: 'quit',
    word: 'q',
    scope: 'global',
    run: (context, argument) =>
      argument === undefined && hasOpen(context) ? closeFirst(context) : [{ type: 'quit' }],
  },
  {
    id: 'quit',
    keys: ['ctrl-c'],
    title: 'quit',
    scope: 'global',
    everywhere: true,
    run: () => [{ type: 'quit' }],
  },
];
