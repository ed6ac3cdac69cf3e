import type { Action } from './actions.ts';
import { applyBatch } from './apply-batch.ts';
import { findWanted } from './find-wanted.ts';
import { followSelection, keepOnShow, selectionInFocus } from './follow-selection.ts';
import { forgetOwners } from './forget-owners.ts';
import { inContext, inNamespace, watchingChanged, withOwners } from './places.ts';
import { paneState, type PaneState, type Slot, type State } from './state.ts';
import { without } from './without.ts';

type Handlers = {
  [T in Action['type']]: (state: State, action: Extract<Action, { readonly type: T }>) => State;
};

/** What only the world does something about. */
const unchanged = (state: State): State => state;

const HANDLERS: Handlers = {
  watching: (state, { kind }) => watchingChanged(state, kind, true),
  unwatched: (state, { kind }) => watchingChanged(state, kind, false),
  batch: (state, { batch }) => forgetOwners(findWanted(followSelection(state, applyBatch(state, batch)))),
  owners: (state, { owners }) => forgetOwners({ ...state, owners: withOwners(state.owners, owners) }),
  version: (state, { version }) => ({ ...state, serverVersion: version }),
  document: (state, { document }) => (document ? { ...state, document } : without(state, ['document'])),
  tick,
  resize: (state, { columns, rows }) => ({ ...state, size: { columns, rows } }),
  namespace: (state, { namespace }) => inNamespace(state, namespace),
  context: (state, { name }) => inContext(state, name),
  refresh: (state) => ({ ...state, generation: state.generation + 1, owners: new Map() }),
  select: (state, { selection }) => ({ ...state, selection }),
  focus: (state, { slot }) => focus(state, slot),
  tab: (state, { slot, pane }) => ({ ...state, tabs: { ...state.tabs, [slot]: pane } }),
  zoom: (state, { zoomed }) => ({ ...state, zoomed }),
  peek: (state, { slot, pane }) => peek(state, slot, pane),
  unpeek,
  scope: (state, { scope }) => keepOnShow(scope ? { ...state, scope } : without(state, ['scope'])),
  'not-well-only': (state, { on }) => keepOnShow({ ...state, notWellOnly: on }),
  wide: (state, { on }) => ({ ...state, wide: on }),
  overlay: (state, { overlay }) => (overlay ? { ...state, overlay } : without(state, ['overlay'])),
  message: (state, { message }) => (message ? { ...state, message } : without(state, ['message'])),
  fold: (state, { pane, key, folded }) =>
    inPane(state, pane, ({ folds }) => ({ folds: new Map(folds).set(key, folded) })),
  filter: (state, { pane, text }) => keepOnShow(inPane(state, pane, () => ({ filter: text }))),
  sort: (state, { pane, by }) =>
    inPane(state, pane, ({ sort }) => ({ sort: { by, descending: sort.by === by && !sort.descending } })),
  sideways: (state, { pane, to }) => inPane(state, pane, () => ({ sideways: Math.max(0, to) })),
  scroll: (state, { pane, top }) => inPane(state, pane, () => ({ top: Math.max(0, top) })),
  shell: unchanged,
  copy: unchanged,
  suspend: unchanged,
  quit: unchanged,
};

/** The next state. Pure: the time is in the state, moved by `tick`. */
export function reduce(state: State, action: Action): State {
  const handle = HANDLERS[action.type] as (state: State, action: Action) => State;
  return handle(state, action);
}

function inPane(state: State, pane: string, change: (pane: PaneState) => Partial<PaneState>): State {
  const old = paneState(state, pane);
  return { ...state, panes: { ...state.panes, [pane]: { ...old, ...change(old) } } };
}

function tick(state: State, { now }: { readonly now: number }): State {
  const next = { ...state, now };
  return state.message && state.message.until <= now ? without(next, ['message']) : next;
}

function focus(state: State, slot: Slot): State {
  if (slot === state.focus) return state;
  // Who goes elsewhere has looked enough: what the look covered comes back.
  const left = unpeek(state);
  return { ...left, selection: selectionInFocus(left, slot), focus: slot, previousFocus: state.focus };
}

function peek(state: State, slot: Slot, pane: string): State {
  const before = state.peek ?? { tab: state.tabs[slot], focus: state.focus, zoomed: state.zoomed };
  return { ...state, tabs: { ...state.tabs, [slot]: pane }, focus: slot, zoomed: true, peek: before };
}

function unpeek(state: State): State {
  if (!state.peek) return state;
  const { tab, focus: slot, zoomed } = state.peek;
  const { [state.focus]: _, ...tabs } = state.tabs;
  const restored = tab === undefined ? tabs : { ...tabs, [state.focus]: tab };
  return without({ ...state, tabs: restored, focus: slot, zoomed }, ['peek']);
}
