import type { Command, PaneList } from '../commands/command.ts';
import type { Feed } from '../model/feed.ts';
import type { Slot, SortKey } from '../store/look.ts';
import type { Kept } from '../store/own.ts';
import type { State } from '../store/state.ts';
import type { PaneView } from '../view/block.ts';

/**
 * A pane: what it needs from the cluster, what it shows of a state, and the commands that are its
 * own. Everything generic (cursor, folds, filter, scroll) is in the state under its id.
 */
export interface Pane {
  readonly id: string;
  readonly title: string;
  /** Panes of one slot are its tabs, in the order of the list of panes. */
  readonly slot: Slot;
  /** What it is to be kept fed with while it is on show. */
  readonly needs: (state: State) => readonly Feed[];
  /** The rows a cursor moves over; without it the pane scrolls lines. */
  readonly list?: (state: State) => PaneList;
  /** Its rows are narrowed to what matches the filter of its id. */
  readonly filters?: true;
  /** What its rows can be sorted by; without it they have an order of their own. */
  readonly sorts?: readonly SortKey[];
  /** See `FocusedPane`. */
  readonly find?: (state: State, text: string, from: number, by: 1 | -1) => number | undefined;
  /** See `FocusedPane`; `room` is how many cells of a line it shows. */
  readonly foundAt?: (state: State, text: string, line: number, room: number) => number;
  /** What the search for its filter has found, in a few words: `3 of 7`. */
  readonly found?: (state: State) => string;
  /** That no line of it has a text, where that takes more words; see `FocusedPane`. */
  readonly lacks?: (state: State, text: string) => string;
  /** How many lines there are to scroll. */
  readonly lines?: (state: State) => number;
  /** The first of them that is there, where those before it are not any more. */
  readonly firstLine?: (state: State) => number;
  /** It is read: on a large screen it wants more than the third that the lower half has. */
  readonly tall?: true;
  readonly view: (state: State) => PaneView;
  readonly commands: readonly Command[];
  /** What it keeps (see `ownOf`), from the first action of that on, by itself or together with others. */
  readonly keeps?: readonly Kept[];
}

export function definePane(pane: Pane): Pane {
  return pane;
}
