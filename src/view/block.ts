/**
 * What panes give to be drawn, free of any toolkit: lines of styled spans, and tables whose rows
 * are asked for one by one, so that only those on the screen are ever made.
 */
import { shortened } from '../model/text/shortened.ts';
import { clean } from './text/clean.ts';
import { type Chart, type Style, styleOf } from './frame.ts';

export interface Span {
  readonly text: string;
  readonly style: Style;
  /** The key that a click on it stands for. */
  readonly press?: string;
  /** What stands instead in a pane that is narrow for its table. */
  readonly brief?: string;
}

export type Line = readonly Span[];

/** A cell of a table. `text` gives way where the column is too narrow; `lead` before it never does. */
export interface Cell {
  readonly text: string;
  readonly style: Style;
  readonly lead?: Line;
  /** What stands instead of the text where not all columns are whole. */
  readonly short?: string;
  /** What stands instead of the text where that would be cut, the longest that fits; no column is narrower for it. */
  readonly gists?: readonly string[];
  /** What has to change for the cell to have changed, where it is not its text (an age never does: ''). */
  readonly counts?: string;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  /** Stands instead of the title where not all columns are whole. */
  readonly brief?: string;
  /** So many cells it has where it stands, if there is so much in it; more where others leave some. */
  readonly least: number;
  /** It stands only where there is room for so many cells, which are for others where it needs less. */
  readonly asks?: number;
  /** It stands only where all others have what they need. */
  readonly spare?: true;
  /** Where to cut what is too long; the middle by default, or words: `Create…ConfigError`, `Unexpected…`. */
  readonly cut?: 'middle' | 'end' | 'words';
  readonly align?: 'right';
  /** The key that a click on its title stands for. */
  readonly press?: string;
  /** `▾` stands before its title, in the gap, so that nothing moves. */
  readonly marked?: true;
  /** Stays where it is when the others are scrolled sideways. */
  readonly fixed?: boolean;
}

/** Belongs to what is selected elsewhere (the container that mounts the chosen volume), or was marked by the user. */
export type Marked = boolean | 'by hand';

export interface Row {
  readonly key: string;
  /** The cell of a column, by the column's place in the table; only those on show are asked for. */
  readonly cell: (column: number) => Cell | undefined;
  readonly marked?: Marked;
  /** Goes across all columns: what is to be said in a line of its own. */
  readonly across?: Line;
  /** Of that line the end tells most: it is cut in its middle. */
  readonly ends?: true;
}

/** Who has what room there is beyond the least, one after the other: up to so many cells, or what it needs. */
export interface Growth {
  readonly column: string;
  readonly to?: number;
}

/** A chart, and the line above it. */
export interface TitledChart {
  readonly title: Line;
  readonly chart: Chart;
}

export interface TableBody {
  readonly type: 'table';
  /** A line above the headings; it does not scroll. */
  readonly head?: Line;
  /** Names what is listed: columns only grow, and none that left comes back, while it stays the same. */
  readonly list: string;
  readonly columns: readonly Column[];
  /** Columns by id, never the first that moves, in the order in which they leave; scrolling sideways reaches them. */
  readonly leaves: readonly string[];
  /** Who leaves is decided by `least` alone, never by what the rows say: lists that change with every Pod. */
  readonly steady?: true;
  /** Columns that say nothing now, and the one that left and has their room, of as many as it needs. */
  readonly mute?: { readonly columns: readonly string[]; readonly for: string };
  readonly grows: readonly Growth[];
  /** In a pane with less room than this, spans are brief. */
  readonly briefUnder?: number;
  readonly count: number;
  readonly row: (index: number) => Row;
  /** The row with the cursor; -1 without one. */
  readonly cursor: number;
  /** The first and the last of the rows that are to be on show with the cursor's where there is room for all of them. */
  readonly together?: (room: number) => readonly [number, number] | undefined;
  /** How many columns are scrolled out to the left, if there are so many more than fit. */
  readonly sideways: number;
  /** The column, by its id, that is on show whatever is scrolled out. */
  readonly column?: string;
  /** Columns are whole: nothing in them is cut. */
  readonly wide: boolean;
  /** Not all has come yet: what changes is no news. */
  readonly loading: boolean;
  /** Has to be seen below the rows, as that something may not be listed: they leave room for two lines of it. */
  readonly told?: readonly Line[];
  /** What is drawn below the rows, where they leave it room. */
  readonly charts?: readonly TitledChart[];
  /** Lines below the last row, after `told`; only those that there is room for are asked for. */
  readonly foot: Iterable<Line>;
}

/** Lines of any length: only what is on show of them is ever asked for. */
export interface TextBody {
  readonly type: 'text';
  /** A line above them, where there is room for it; it does not scroll. */
  readonly head?: Line;
  readonly count: number;
  /** The first that is there: those before it keep their numbers, and are gone. */
  readonly first?: number;
  /** What of a line stands from one of its UTF-16 units on; no more than a length of it is looked at. */
  readonly part: (index: number, from: number, length: number) => Line;
  /** Whether a line is drawn on to the edge. */
  readonly ruled?: (index: number) => boolean;
  readonly top: number;
  /** Lines that are too long go on below; then `top` Infinity is the end of the last one. */
  readonly wrap?: boolean;
  /** UTF-16 units scrolled out to the left, and how many the longest line has. */
  readonly sideways: number;
  readonly widest: number;
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
  /** The line that stands for the whole pane where there is no room for it, in so many cells. */
  readonly summary: (room: number) => Line;
  readonly body: Body;
}

/** A span of text from anywhere: cleaned here, so that its width can be relied on. */
export function span(text: string, style: Style = styleOf('plain')): Span {
  return { text: clean(shortened(text)), style };
}

/** A row whose cells are made already. */
export function row(key: string, cells: readonly Cell[], marked: Marked = false): Row {
  return { key, cell: (column) => cells[column], marked };
}

/** A row that is one line across all columns. */
export function acrossRow(key: string, across: Line, marked = false): Row {
  return { key, cell: () => undefined, across, marked };
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
