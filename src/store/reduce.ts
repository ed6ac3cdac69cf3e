import type { Action, OwnerFound } from './actions.ts';
import { applyBatch } from './apply-batch.ts';
import { emptyTables, idleKinds } from './initial-state.ts';
import { followSelection } from './follow-selection.ts';
import { paneState, type PaneState, type Slot, type State, type WalkedOwner } from './state.ts';

/** The next state. Pure: the time is in the state, moved by `tick`. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'watching':
    case 'unwatched':
      return watchingChanged(state, action.kind, action.type === 'watching');
    case 'batch':
      return followSelection(state, applyBatch(state, action.batch));
    case 'owners':
      return { ...state, owners: withOwners(state.owners, action.owners) };
    case 'version':
      return { ...state, serverVersion: action.version };
    case 'document':
      return without(
        { ...state, ...(action.document && { document: action.document }) },
        action.document ? [] : ['document'],
      );
    case 'tick':
      return tick(state, action.now);
    case 'resize':
      return { ...state, size: { columns: action.columns, rows: action.rows } };
    case 'namespace':
      return inNamespace(state, action.namespace);
    case 'context':
      return inContext(state, action.name);
    case 'refresh':
      return { ...state, generation: state.generation + 1, owners: new Map() };
    case 'shell':
    case 'copy':
    case 'suspend':
    case 'quit':
      return state;
    default:
      return reduceView(state, action);
  }
}

type WorldAction =
  | 'watching'
  | 'unwatched'
  | 'batch'
  | 'owners'
  | 'version'
  | 'document'
  | 'tick'
  | 'resize'
  | 'namespace'
  | 'context'
  | 'refresh'
  | 'shell'
  | 'copy'
  | 'suspend'
  | 'quit';
type ViewAction = Exclude<Action, { type: WorldAction }>;

/** What only changes how things are shown. */
function reduceView(state: State, action: ViewAction): State {
  switch (action.type) {
    case 'select':
      return { ...state, selection: action.selection };
    case 'focus':
      if (action.slot === state.focus) return state;
      return { ...without(state, ['peek']), focus: action.slot, previousFocus: state.focus };
    case 'tab':
      return { ...state, tabs: { ...state.tabs, [action.slot]: action.pane } };
    case 'zoom':
      return { ...state, zoomed: action.zoomed };
    case 'peek':
      return peek(state, action.slot, action.pane);
    case 'unpeek':
      return unpeek(state);
    case 'scope':
      return without(
        { ...state, ...(action.scope && { scope: action.scope }) },
        action.scope ? [] : ['scope'],
      );
    case 'not-well-only':
      return { ...state, notWellOnly: action.on };
    case 'wide':
      return { ...state, wide: action.on };
    case 'overlay':
      return without(
        { ...state, ...(action.overlay && { overlay: action.overlay }) },
        action.overlay ? [] : ['overlay'],
      );
    case 'message':
      return without(
        { ...state, ...(action.message && { message: action.message }) },
        action.message ? [] : ['message'],
      );
    default:
      return {
        ...state,
        panes: { ...state.panes, [action.pane]: reducePane(paneState(state, action.pane), action) },
      };
  }
}

function peek(state: State, slot: Slot, pane: string): State {
  const before = state.peek ?? { tab: state.tabs[slot], focus: state.focus, zoomed: state.zoomed };
  return { ...state, tabs: { ...state.tabs, [slot]: pane }, focus: slot, zoomed: true, peek: before };
}

function unpeek(state: State): State {
  if (!state.peek) return state;
  const { tab, focus, zoomed } = state.peek;
  const { [state.focus]: _, ...tabs } = state.tabs;
  const restored = tab === undefined ? tabs : { ...tabs, [state.focus]: tab };
  return without({ ...state, tabs: restored, focus, zoomed }, ['peek']);
}

type PaneAction = Extract<
  Action,
  { readonly pane: string; readonly type: 'fold' | 'filter' | 'sort' | 'sideways' | 'scroll' }
>;

function reducePane(pane: PaneState, action: PaneAction): PaneState {
  switch (action.type) {
    case 'fold':
      return { ...pane, folds: new Map(pane.folds).set(action.key, action.folded) };
    case 'filter':
      return { ...pane, filter: action.text, top: 0 };
    case 'sort': {
      const again = pane.sort.by === action.by;
      return { ...pane, sort: { by: action.by, descending: again && !pane.sort.descending } };
    }
    case 'sideways':
      return { ...pane, sideways: Math.max(0, action.to) };
    case 'scroll':
      return { ...pane, top: Math.max(0, action.top) };
  }
}

/** Removes optional keys: with exactOptionalPropertyTypes absent and undefined are not the same. */
function without(
  state: State,
  keys: readonly ('scope' | 'overlay' | 'message' | 'document' | 'serverVersion' | 'wanted' | 'peek')[],
): State {
  if (keys.every((key) => !(key in state))) return state;
  const copy = { ...state };
  for (const key of keys) delete copy[key];
  return copy;
}

function tick(state: State, now: number): State {
  const next = { ...state, now };
  return state.message && state.message.until <= now ? without(next, ['message']) : next;
}

function watchingChanged(state: State, kind: keyof State['kinds'], on: boolean): State {
  const old = state.kinds[kind];
  const listed = on && old.listed;
  const kinds = {
    ...state.kinds,
    [kind]: { listed, connection: on ? 'connecting' : 'idle', since: state.now },
  };
  // Rows on show stay until the new list is complete; without rows there is nothing to stage.
  const staged = { ...state.staged };
  if (listed) Object.assign(staged, { [kind]: emptyTables()[kind] });
  else delete staged[kind];
  const tables = on ? state.tables : { ...state.tables, [kind]: emptyTables()[kind] };
  return { ...state, kinds, staged, tables };
}

function withOwners(owners: State['owners'], found: readonly OwnerFound[]): State['owners'] {
  const next = new Map<string, WalkedOwner>(owners);
  for (const { uid, ref, metadata, failure } of found) {
    const { apiVersion, kind } = ref;
    next.set(uid, { apiVersion, kind, ...(metadata && { metadata }), ...(failure && { failure }) });
  }
  return next;
}

/** Another namespace is another set of objects: nothing of the old one may stay on show. */
function inNamespace(state: State, namespace: string | undefined): State {
  if (namespace === state.namespace) return without(state, ['scope']);
  return { ...without(state, ['scope', 'document', 'wanted']), ...emptied(state), namespace };
}

function inContext(state: State, name: string): State {
  const context = state.contexts.find((candidate) => candidate.name === name);
  if (!context) return state;
  const next = without(state, ['scope', 'document', 'serverVersion', 'wanted']);
  return {
    ...next,
    ...emptied(state),
    context: name,
    namespace: context.namespace,
    generation: state.generation + 1,
  };
}

function emptied(state: State): Pick<State, 'tables' | 'staged' | 'kinds' | 'owners' | 'selection'> {
  return { tables: emptyTables(), staged: {}, kinds: idleKinds(state.now), owners: new Map(), selection: {} };
}
