import type { Cluster } from './cluster.ts';
import type { Look, PaneState, Place } from './look.ts';
import type { Session } from './sessions.ts';
import { own } from '../model/own.ts';

/** What was heard, where the user is, and what was opened. */
export interface State {
  readonly cluster: Cluster;
  readonly look: Look;
  /** In containers of any context, the newest last. */
  readonly sessions: readonly Session[];
}

export function withCluster(state: State, change: Partial<Cluster>): State {
  return { ...state, cluster: { ...state.cluster, ...change } };
}

export function withLook(state: State, change: Partial<Look>): State {
  return { ...state, look: { ...state.look, ...change } };
}

export function withPlace(state: State, change: Partial<Place>): State {
  return withLook(state, { place: { ...state.look.place, ...change } });
}

export const DEFAULT_PANE: PaneState = {
  filter: '',
  sort: { by: 'name', descending: false },
  sideways: 0,
  top: 0,
  place: undefined,
};

/** Panes that begin at their end, where what is new comes. */
const AT_END: ReadonlySet<string> = new Set(['logs']);
const DEFAULT_AT_END: PaneState = { ...DEFAULT_PANE, top: Infinity };

/** How a pane begins. */
export const beginning = (pane: string): PaneState => (AT_END.has(pane) ? DEFAULT_AT_END : DEFAULT_PANE);

/** A pane's generic state; one that was never touched has the default. */
export function paneState(state: State, pane: string): PaneState {
  return own(state.look.panes, pane) ?? beginning(pane);
}

export function withPane(state: State, pane: string, change: Partial<PaneState>): State {
  const panes = { ...state.look.panes, [pane]: { ...paneState(state, pane), ...change } };
  return withLook(state, { panes });
}

const UNTOUCHED: ReadonlyMap<string, boolean> = new Map();

/** What the user folded and unfolded in a pane. */
export function foldsOf(state: State, pane: string): ReadonlyMap<string, boolean> {
  return own(state.look.place.folds, pane) ?? UNTOUCHED;
}
