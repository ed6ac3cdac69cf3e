/**
 * What panes give to be drawn, free of any toolkit: lines of styled spans, and tables whose rows
 * are asked for one by one, so that only those on the screen are ever made.
 */
import { shortened } from '../model/shortened.ts';
import { clean } from './clean.ts';
import { type Style, styleOf } from './frame.ts';

export interface Span {
  readonly text: string;
  readonly style: Style;
  /** The key that a click on it stands for. */
  readonly press?: string;
}

export type Line = readonly Span[];

/** A cell of a table. `text` gives way where the column is too narrow; `lead` before it never does. */
export interface Cell {
  readonly text: string;
  readonly style: Style;
  readonly lead?: Line;
  /** What stands instead of the text where the column has to be short. */
  readonly short?: string;
  /** What has to change for the cell to have changed, where it is not its text (an age never does: ''). */
  readonly counts?: string;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  /** Stands instead of the title where that is too wide. */
  readonly brief?: string;
  /** Never wider than this, unless wide columns are asked for. */
  readonly max?: number;
  /** Where to cut what is too long; the middle by default. */
  readonly cut?: 'middle' | 'end';
  readonly align?: 'right';
  /** The key that a click on its title stands for. */
  readonly press?: string;
  /** Stays where it is when the others are scrolled sideways. */
  readonly fixed?: boolean;
}

export interface Row {
  readonly key: string;
  /** The cell of a column, by the column's place in the table; only those on show are asked for. */
  readonly cell: (column: number) => Cell | undefined;
  /** Belongs to what is selected elsewhere (the container that mounts the chosen volume). */
  readonly marked?: boolean;
}

/** What a table gives up, step by step, until it fits: a column's width, its long form, the column. */
export type FitStep =
  | { readonly column: string; readonly shrinkTo: number }
  | { readonly column: string; readonly short: true }
  | { readonly column: string; readonly drop: true };

export interface TableBody {
  readonly type: 'table';
  /** Names what is listed: columns only grow while it stays the same. */
  readonly list: string;
  readonly columns: readonly Column[];
  readonly count: number;
  readonly row: (index: number) => Row;
  /** The row with the cursor; -1 without one. */
  readonly cursor: number;
  readonly fit: readonly FitStep[];
  /** How many columns are scrolled out to the left. */
  readonly sideways: number;
  /** Nothing shrinks, nothing is dropped. */
  readonly wide: boolean;
  /** Lines below the last row; only those that there is room for are asked for. */
  readonly foot: Iterable<Line>;
}

/** Lines of any length: only what is on show of them is ever asked for. */
export interface TextBody {
  readonly type: 'text';
  readonly count: number;
  /** What of a line stands from one of its UTF-16 units on; no more than a length of it is looked at. */
  readonly part: (index: number, from: number, length: number) => Line;
  readonly top: number;
  readonly sideways: number;
}

/** What a pane says instead of content: that it loads, has nothing, may not, or failed; and why. */
export interface MessageBody {
  readonly type: 'message';
  readonly lines: readonly Line[];
}

export type Body = TableBody | TextBody | MessageBody;

/** One pane, as it is to be shown now. */
export interface PaneView {
  /** At the right end of the title line. */
  readonly note: string;
  /** The line that stands for the whole pane where there is no room for it. */
  readonly summary: () => Line;
  readonly body: Body;
}

/** A span of text from anywhere: cleaned here, so that its width can be relied on. */
export function span(text: string, style: Style = styleOf('plain')): Span {
  return { text: clean(shortened(text)), style };
}

/** A row whose cells are made already. */
export function row(key: string, cells: readonly Cell[], marked = false): Row {
  return { key, cell: (column) => cells[column], marked };
}

/** A row of so many cells that each is made when it is first asked for. */
export function wideRow(key: string, make: (column: number) => Cell, marked: boolean): Row {
  const made: Cell[] = [];
  return { key, cell: (column) => (made[column] ??= make(column)), marked };
}

/** A cell of text from anywhere. */
export function cell(
  text: string,
  style: Style = styleOf('plain'),
  more: Omit<Partial<Cell>, 'text' | 'style'> = {},
): Cell {
  return { text: clean(shortened(text)), style, ...more };
}
