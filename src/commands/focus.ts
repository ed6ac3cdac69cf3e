import type { Action } from '../store/actions.ts';
import { SLOTS, type Slot } from '../store/look.ts';
import { withoutKind } from '../store/going/to-kind.ts';
import { paneState, type State } from '../store/state.ts';
import { type Command, type CommandContext, remark } from './command.ts';
import { quitting } from './quitting.ts';

function focusSlot(slot: Slot): Command {
  return {
    id: `focus-${slot}`,
    keys: [String(slot)],
    title: `pane ${slot}; again: its next tab`,
    scope: 'global',
    run: (context) => (context.state.look.focus === slot ? turn(context, 1) : [{ type: 'focus', slot }]),
  };
}

function cycle(state: State, by: 1 | -1): readonly Action[] {
  const index = SLOTS.indexOf(state.look.focus);
  const slot = SLOTS[(index + by + SLOTS.length) % SLOTS.length];
  return [{ type: 'focus', slot: slot ?? 2 }];
}

function turn({ state, pane }: CommandContext, by: 1 | -1): readonly Action[] {
  const index = pane.tabs.indexOf(pane.id);
  const next = pane.tabs[(index + by + pane.tabs.length) % pane.tabs.length];
  return next === undefined || next === pane.id
    ? remark(`${pane.title} is the only tab of pane ${pane.slot}`)
    : [{ type: 'tab', slot: state.look.focus, pane: next }];
}

/** What stands open, the first to be closed first: overlays have their own keys before these are asked. */
function opened({ state, pane }: CommandContext): readonly Action[] {
  const { look } = state;
  if (look.peek) return [{ type: 'unpeek' }];
  if (paneState(state, pane.id).filter !== '') return [{ type: 'filter', pane: pane.id, text: '' }];
  if (look.notWellOnly) return [{ type: 'not-well-only', on: false }];
  if (look.zoomed) return [{ type: 'zoom', zoomed: false }];
  return look.place.scope ? [{ type: 'scope', scope: undefined }] : [];
}

/** What leads a step back; nothing where there is none. */
function back(context: CommandContext): readonly Action[] {
  const closing = opened(context);
  return closing.length > 0 || context.state.look.focus === 2 ? closing : [{ type: 'focus', slot: 2 }];
}

/** Escape closes the first of wide tab, filter, zoom, scope; then the Pods have the focus, and there it ends. */
function escape(context: CommandContext): readonly Action[] {
  const leading = back(context);
  return leading.length > 0 ? leading : remark('nothing is open · q quits');
}

/** As Escape; where that leads nowhere it quits, and so does `:q` at once. */
function quitOrBack(context: CommandContext, argument: string | undefined): readonly Action[] {
  const leading = argument === undefined ? back(context) : [];
  return leading.length > 0 ? leading : quitting(context.state);
}

/** The tree is narrowed no more to the kind that one was at; nothing where it is not. */
export function leaveKind(state: State): readonly Action[] {
  const left = withoutKind(state);
  const { filter } = paneState(left, 'ownership');
  return left === state ? [] : [{ type: 'filter', pane: 'ownership', text: filter }];
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
    id: 'pods-pane',
    keys: [],
    title: 'to the Pods',
    word: 'po',
    scope: 'global',
    run: ({ state }) => {
      const left = leaveKind(state);
      const isThere = state.look.focus === 2 && left.length === 0;
      return [...left, ...(isThere ? remark('these are the Pods') : []), { type: 'focus', slot: 2 }];
    },
  },
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
    title: 'close the first of tab, filter, zoom, scope; then Pods',
    scope: 'global',
    run: escape,
  },
  {
    id: 'quit-or-back',
    keys: ['q'],
    title: 'back as esc; with nothing to close, quit (asks while something runs)',
    hint: (context) => (back(context).length > 0 ? 'back' : 'quit'),
    word: 'q',
    scope: 'global',
    run: quitOrBack,
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
