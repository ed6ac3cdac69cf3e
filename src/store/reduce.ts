import type { Action, FeedEvents } from './actions.ts';
import { applyBatch, feedClosed, feedOpened } from './feeds.ts';
import { findWanted, narrowing } from './going/find-wanted.ts';
import {
  followSelection,
  keepOnShow,
  leaveDeleted,
  selectionInFocus,
  stillSelectable,
} from './follow/follow-selection.ts';
import { followSeen } from './follow/follow-seen.ts';
import { followLogs } from './follow/follow-logs.ts';
import { followRefusals } from './follow/follow-refusals.ts';
import { followRestarts } from './follow/follow-restarts.ts';
import { followUsage } from './follow/follow-usage.ts';
import { forgetOwners } from './follow/forget-owners.ts';
import { inContext, inNamespace, withOwners } from './going/places.ts';
import type { Slot } from './look.ts';
import { withMessage } from './messages/messages.ts';
import { saying, withoutAwaited, withoutListing } from './messages/saying.ts';
import { isOverlayAction, type OverlayAction, reduceOverlays } from './overlays.ts';
import type { Owns } from './own.ts';
import { ableTo } from './selectors/able-to.ts';
import { withCopy, withCopyTold, withForward, withSession, withStatus, withTold } from './sessions.ts';
import {
  beginning,
  foldsOf,
  paneState,
  type State,
  withCluster,
  withLook,
  withPane,
  withPlace,
} from './state.ts';
import { own } from '../model/own.ts';
import { want } from './going/want.ts';

type Handlers = {
  [T in Exclude<Action['type'], OverlayAction['type']>]: (
    state: State,
    action: Extract<Action, { readonly type: T }>,
  ) => State;
};

/** What only the world does something about. */
const unchanged = (state: State): State => state;

/** What follows from what was heard, one after the other: each has the state before it, and what came of it so far. */
const FOLLOWING: readonly ((before: State, after: State, batch: readonly FeedEvents[]) => State)[] = [
  followRestarts,
  followSeen,
  followSelection,
  followLogs,
  (_, after) => findWanted(after),
  withoutAwaited,
  (_, after) => withoutListing(after),
  (_, after) => forgetOwners(after),
  (_, after, batch) => followUsage(after, batch),
  (_, after, batch) => followRefusals(after, batch),
];

const HANDLERS: Handlers = {
  'feed-opened': (state, { feed }) => feedOpened(state, feed),
  'feed-closed': (state, { feed }) => feedClosed(state, feed),
  batch: (state, { batch }) =>
    FOLLOWING.reduce((after, follow) => follow(state, after, batch), applyBatch(state, batch)),
  owners: (state, { owners }) =>
    forgetOwners(withCluster(state, { owners: withOwners(state.cluster.owners, owners) })),
  connected: (state, { capabilities }) => withCluster(state, { capabilities }),
  version: (state, { version }) => withCluster(state, { serverVersion: version }),
  told: (state, { entry }) => withLook(state, { messages: withMessage(state.look.messages, entry) }),
  session: (state, { id, status }) => ({ ...state, sessions: withStatus(state.sessions, id, status) }),
  'forward-told': (state, { id, told }) => ({
    ...state,
    sessions: withTold(state.sessions, id, told, state.look.now),
  }),
  'copy-told': (state, { id, told }) => ({ ...state, sessions: withCopyTold(state.sessions, id, told) }),
  tick,
  resize: (state, { columns, rows }) => withLook(state, { size: { columns, rows } }),
  namespace: (state, { namespace }) => inNamespace(state, namespace),
  context: (state, { name }) => inContext(state, name),
  refresh: (state) => withCluster(state, { generation: state.cluster.generation + 1, owners: new Map() }),
  select: (state, { selection }) => withPlace(state, { selection: stillSelectable(state, selection) }),
  focus: (state, { slot }) => focus(state, slot),
  tab: (state, { slot, pane }) => withLook(state, { tabs: { ...state.look.tabs, [slot]: pane } }),
  zoom: (state, { zoomed }) => withLook(state, { zoomed }),
  peek: (state, { slot, pane }) => peek(state, slot, pane),
  unpeek,
  want: (state, { type: _, ...wanted }) => want(unpeek(state), wanted),
  scope: (state, { scope }) => keepOnShow(withPlace(state, { scope })),
  'not-well-only': (state, { on }) => keepOnShow(withLook(narrowing(state), { notWellOnly: on })),
  wide: (state, { on }) => withLook(state, { wide: on }),
  message: (state, { message }) => saying(state, message),
  fold: (state, { pane, key, folded }) =>
    withPlace(state, {
      folds: { ...state.look.place.folds, [pane]: new Map(foldsOf(state, pane)).set(key, folded) },
    }),
  filter: (state, { pane, text }) => {
    const filtered = withPane(narrowing(state), pane, { filter: text });
    // A search in a log hides no Pods.
    return pane === 'pods' ? keepOnShow(filtered) : filtered;
  },
  sort: (state, { pane, by }) => {
    const { sort } = paneState(state, pane);
    return withPane(state, pane, { sort: { by, descending: sort.by === by && !sort.descending } });
  },
  sideways: (state, { pane, to }) => withPane(state, pane, { sideways: Math.max(0, to) }),
  scroll: (state, { pane, top, place }) => withPane(state, pane, { top: Math.max(0, top), place }),
  shell,
  forward,
  'copy-files': copyFiles,
  'stop-session': unchanged,
  'ask-debug': unchanged,
  'add-debug': (state, { target, debug }) =>
    shell(state, { type: 'shell', target: { ...target, container: debug.name }, debug, through: true }),
  'look-at-node': unchanged,
  'leave-node': unchanged,
  'find-leftovers': unchanged,
  'remove-leftovers': unchanged,
  copy: unchanged,
  save: unchanged,
  suspend: unchanged,
  redraw: unchanged,
  quit: unchanged,
};

/** The next state. Pure: the time is in the state, moved by `tick`. */
export type Reduce = (state: State, action: Action) => State;

/** What overlays and panes keep of their own is theirs to begin and to change. */
export function reduceWith(owns: Owns): Reduce {
  return (state, action) => {
    const handle = HANDLERS[action.type as keyof Handlers] as Reduce;
    const next = isOverlayAction(action)
      ? withLook(state, reduceOverlays(state.look, action, owns))
      : handle(state, action);
    return followed(next, owns);
  };
}

/** What is kept may follow what happens. */
function followed(state: State, owns: Owns): State {
  return Object.keys(state.look.own).reduce((before, id) => {
    const kept = own(before.look.own, id);
    const next = owns.get(id)?.follow?.(kept, before) ?? kept;
    return next === kept ? before : withLook(before, { own: { ...before.look.own, [id]: next } });
  }, state);
}

function shell(
  state: State,
  { target, command = [], attach, debug, through }: Extract<Action, { readonly type: 'shell' }>,
): State {
  const { context } = state.cluster;
  const able = ableTo(state, debug ? 'debug' : attach ? 'attach' : 'exec', target.namespace);
  const kind = {
    command,
    ...(attach && { attach }),
    ...(debug && { debug }),
    ...(through && { through }),
  };
  return {
    ...state,
    sessions: withSession(state.sessions, { context, at: state.look.now, target, able, ...kind }),
  };
}

function forward(state: State, { request }: Extract<Action, { readonly type: 'forward' }>): State {
  const { context } = state.cluster;
  const able = ableTo(state, 'forward', request.namespace);
  const opened = { context, at: state.look.now, able, forward: request };
  return { ...state, sessions: withForward(state.sessions, opened) };
}

function copyFiles(state: State, { request }: Extract<Action, { readonly type: 'copy-files' }>): State {
  const { context } = state.cluster;
  const able = ableTo(state, 'exec', request.namespace);
  return {
    ...state,
    sessions: withCopy(state.sessions, { context, at: state.look.now, able, copy: request }),
  };
}

function tick(state: State, { now }: { readonly now: number }): State {
  const { message } = state.look;
  const then = withLook(state, message && message.until <= now ? { now, message: undefined } : { now });
  return leaveDeleted(then);
}

function focus(state: State, slot: Slot): State {
  const { look } = state;
  if (slot === look.focus) return state;
  // The upper half stands beside a look; the other pane of the lower one is below it, and comes back.
  const isCovered = look.peek !== undefined && slot > 2 && slot !== look.peek.slot;
  const shown = isCovered ? withoutPeek(state) : state;
  const left = withPlace(shown, { selection: selectionInFocus(shown, slot) });
  return withLook(left, { focus: slot });
}

function peek(state: State, slot: Slot, pane: string): State {
  const { tabs, focus: before, zoomed } = state.look;
  // One look at a time: what the first one covered comes back by the second.
  if (state.look.peek) return peek(withoutPeek(state), slot, pane);
  return withLook(state, {
    tabs: { ...tabs, [slot]: pane },
    focus: slot,
    peek: { slot, tab: tabs[slot], focus: before, zoomed },
  });
}

/** The look is over: a Pod that is deleted is left, where the focus is on one no more. */
function unpeek(state: State): State {
  const open = withoutPeek(state);
  const isOver = open !== state && open.look.place.selection.deleted !== undefined;
  return isOver ? withPlace(open, { selection: selectionInFocus(open, open.look.focus) }) : open;
}

/** As it was before the look, at the same Pod still: what comes next may be another look at it. */
function withoutPeek(state: State): State {
  const { look } = state;
  if (!look.peek) return state;
  const { slot, tab, focus: before, zoomed } = look.peek;
  const { [slot]: looked, ...tabs } = look.tabs;
  const restored = tab === undefined ? tabs : { ...tabs, [slot]: tab };
  // Who has gone on to the upper half stays there.
  const there = look.focus === slot ? { focus: before, zoomed } : {};
  const open = withLook(state, { tabs: restored, ...there, peek: undefined });
  // What was searched for in it, and where it stood, was of that look.
  return looked === undefined ? open : withPane(open, looked, beginning(looked));
}
