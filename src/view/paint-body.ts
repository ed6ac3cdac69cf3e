import { scrolled } from '../model/scrolling.ts';
import type { Body, Cell, Column, Line, Row, TableBody, TextBody } from './block.ts';
import { type FittedColumn, fitColumns, type WidthMemory } from './columns.ts';
import { flashing, type FlashMemory } from './flash.ts';
import { BOLD, INVERSE, SELECTED, styleOf } from './frame.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import { cutEnd, cutMiddle, displayWidth, padStart, wrap } from './text.ts';

/** What the view remembers from frame to frame, so that lists scroll and grow calmly. */
export interface ViewMemory {
  readonly widths: WidthMemory;
  /** The first row on show of each list. */
  readonly tops: Map<string, number>;
  readonly flashes: FlashMemory;
  /** The time of the frame, epoch ms. */
  now: number;
}

export const viewMemory = (): ViewMemory => ({
  widths: new Map(),
  tops: new Map(),
  flashes: new Map(),
  now: 0,
});

/** Where a body's rows came to stand: what a mouse click hits and a page holds. */
export interface Painted {
  /** The first row or line on show, and how many fit. */
  readonly top: number;
  readonly page: number;
  /** The screen's row of the first of them. */
  readonly y: number;
}

/** Paints a pane's body into a rectangle. */
export function paintBody(grid: Grid, rect: Rect, body: Body, focused: boolean, memory: ViewMemory): Painted {
  if (body.type === 'table') return paintTable(grid, rect, body, focused, memory);
  if (body.type === 'text') return paintText(grid, rect, body);
  wrapLines(body.lines, rect.width - 1, rect.height).forEach((line, index) => {
    grid.putLine(rect.x + 1, rect.y + index, line, rect.x + rect.width);
  });
  return { top: 0, page: rect.height, y: rect.y };
}

/** As many lines as there is room for. */
function wrapLines(lines: Iterable<Line>, width: number, most: number): Line[] {
  const wrapped: Line[] = [];
  for (const line of lines) {
    if (wrapped.length >= most) break;
    wrapped.push(...wrapLine(line, width));
  }
  return wrapped.slice(0, most);
}

/** A sentence of one style goes on on the next line where the pane is too narrow for it. */
function wrapLine(line: Line, width: number): Line[] {
  const [only, ...more] = line;
  if (!only || more.length > 0) return [line];
  return wrap(only.text, width).map((text) => [{ text, style: only.style }]);
}

/** Units of text that a cell may take: letters with marks on them, emoji. */
const UNITS_A_CELL = 4;

function paintText(grid: Grid, rect: Rect, body: TextBody): Painted {
  const top = scrolled(body.top, { count: body.count, page: rect.height });
  const room = rect.width * UNITS_A_CELL;
  for (let index = 0; index < rect.height && top + index < body.count; index++) {
    const line = body.part(top + index, body.sideways, room);
    grid.putLine(rect.x + 1, rect.y + index, line, rect.x + rect.width);
  }
  return { top, page: rect.height, y: rect.y };
}

function paintTable(grid: Grid, rect: Rect, body: TableBody, focused: boolean, memory: ViewMemory): Painted {
  const page = Math.max(0, rect.height - 1);
  const top = scrollTo(body, page, memory);
  const rows: Row[] = [];
  for (let index = top; index < Math.min(top + page, body.count); index++) rows.push(body.row(index));
  // One cell before the first column is for the cursor's bar.
  const columns = fitColumns(body, rows, rect.width - 1, memory.widths);
  paintHeadings(grid, rect, columns);
  const shown = columns.map(({ index }) => index);
  const flashes = flashing(body.list, rows, shown, memory.now, memory.flashes);
  rows.forEach((row, index) => {
    const y = rect.y + 1 + index;
    paintRow(grid, rect, y, row, columns, (cell) => flashes(index, cell));
    if (top + index === body.cursor) {
      if (focused) grid.flag(rect.x, y, rect.width, SELECTED);
      grid.put(rect.x, y, '▌', styleOf('accent', focused ? SELECTED : 0));
    } else if (row.marked) grid.put(rect.x, y, '▏', styleOf('accent'));
  });
  paintFoot(grid, rect, body, rows.length + 1);
  return { top, page, y: rect.y + 1 };
}

/** How many rows there is room for is known only here, and so where a list stands. */
function scrollTo(body: TableBody, page: number, memory: ViewMemory): number {
  const { count, cursor } = body;
  const top = scrolled(memory.tops.get(body.list) ?? 0, { count, page }, cursor);
  memory.tops.set(body.list, top);
  return top;
}

function paintHeadings(grid: Grid, rect: Rect, columns: readonly FittedColumn[]): void {
  let x = rect.x + 1;
  for (const { column, width } of columns) {
    const whole = displayWidth(column.title) <= width || column.brief === undefined;
    if (column.press !== undefined) grid.spots.push({ x, y: rect.y, width, key: column.press });
    const title = fitted(whole ? column.title : (column.brief ?? ''), width, column);
    grid.put(x, rect.y, title, styleOf('heading', BOLD), Math.min(x + width, rect.x + rect.width));
    x += width + 1;
  }
}

function paintRow(
  grid: Grid,
  rect: Rect,
  y: number,
  row: Row,
  columns: readonly FittedColumn[],
  flashes: (cell: number) => boolean,
): void {
  let x = rect.x + 1;
  for (const { column, index, width, short } of columns) {
    const cell = row.cell(index);
    const after = cell ? paintCell(grid, x, y, cell, column, width, short) : x;
    if (flashes(index)) grid.flag(x, y, after - x, INVERSE);
    x += width + 1;
  }
}

function paintCell(
  grid: Grid,
  x: number,
  y: number,
  cell: Cell,
  column: Column,
  width: number,
  short: boolean,
): number {
  const lead = cell.lead ?? [];
  const after = grid.putLine(x, y, lead, x + width);
  const text = short ? (cell.short ?? cell.text) : cell.text;
  return grid.put(after, y, fitted(text, width - lineWidth(lead), column), cell.style, x + width);
}

function fitted(text: string, width: number, column: Column): string {
  const cut = column.cut === 'end' ? cutEnd(text, width) : cutMiddle(text, width);
  return column.align === 'right' && displayWidth(cut) < width ? padStart(cut, width) : cut;
}

function paintFoot(grid: Grid, rect: Rect, body: TableBody, from: number): void {
  const room = rect.height - from;
  if (room < 2) return;
  wrapLines(body.foot, rect.width - 1, room - 1).forEach((line, index) => {
    grid.putLine(rect.x + 1, rect.y + from + 1 + index, line, rect.x + rect.width);
  });
}
