import type { Cell, Column, Row, TableBody } from '../block.ts';
import { cutLine, cutRow } from './cut-line.ts';
import { leadOf } from '../column-widths.ts';
import type { Fit } from '../columns.ts';
import { BOLD, SELECTED, styleOf, UNDERLINE } from '../frame.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import type { Painted } from './painted.ts';
import type { PlacedTable } from './place-table.ts';
import { paintKept } from './painted-rows.ts';
import { cutEnd, cutMiddle, cutWords, displayWidth, padStart } from '../text/text.ts';
import type { ListMemory } from '../view-memory.ts';

/** Paints a table: its headings, the rows that there is room for, and what stands below the last of them. */
export function paintTable(
  grid: Grid,
  whole: Rect,
  { count, cursor }: TableBody,
  focused: boolean,
  memory: ListMemory,
  placed: PlacedTable,
): Painted {
  const { head, rect, top, page, rows, fit, flashes, foot, footAt } = placed;
  if (head) grid.putLine(whole.x + 1, whole.y, cutRow(head, whole.width - 1), whole.x + whole.width);
  const { hidden, most: mostSideways } = fit;
  const columns = paintHeadings(grid, rect, fit);
  rows.forEach((row, index) => {
    const y = rect.y + 1 + index;
    const flashed = flashes?.(index);
    const paint = () => paintRow(grid, rect, y, row, fit, flashed);
    if (flashed) paint();
    else paintKept(grid, { ...rect, y }, row, fit, memory.painted, paint);
    if (top + index === cursor) {
      if (focused) grid.flag(rect.x, y, rect.width, SELECTED);
      if (row.marked === 'by hand') paintMarkBeside(grid, rect, y, row, fit, focused);
      grid.put(rect.x, y, '▌', styleOf('accent', focused ? SELECTED : 0));
    } else if (row.marked) {
      grid.flag(rect.x, y, rect.width, BOLD);
      grid.put(rect.x, y, '»', styleOf('shared', BOLD));
    }
  });
  foot.forEach((line, index) => grid.putLine(rect.x + 1, footAt + index, line, rect.x + rect.width));
  return { top, page, y: rect.y + 1, count, hidden, mostSideways, columns };
}

/** The user's mark in the row of the cursor, whose sign has its place: in the gap behind what leads a cell, as its health. */
function paintMarkBeside(
  grid: Grid,
  rect: Rect,
  y: number,
  row: Row,
  { columns, brief }: Fit,
  focused: boolean,
): void {
  grid.flag(rect.x, y, rect.width, BOLD);
  let x = rect.x + 1;
  for (const { index, width } of columns) {
    const lead = leadOf(row.cell(index)?.lead ?? [], brief);
    const gap = lead.at(-1)?.text.endsWith(' ') ? x + lineWidth(lead) - 1 : rect.x + rect.width;
    if (gap < Math.min(x + width, rect.x + rect.width)) {
      grid.put(gap, y, '»', styleOf('shared', focused ? BOLD | SELECTED : BOLD));
    }
    x += width + 1;
  }
}

function paintHeadings(grid: Grid, rect: Rect, { columns, titles }: Fit): NonNullable<Painted['columns']> {
  let x = rect.x + 1;
  return columns.map(({ column, width }) => {
    const placed = { id: column.id, x };
    const fits = titles === 'by rows' ? displayWidth(column.title) <= width : titles === 'whole';
    const whole = fits || column.brief === undefined;
    if (column.press !== undefined) grid.spots.push({ x, y: rect.y, width, key: column.press });
    const title = fitted(whole ? column.title : (column.brief ?? ''), width, column);
    grid.put(x, rect.y, title, styleOf('heading', BOLD), Math.min(x + width, rect.x + rect.width));
    if (column.marked) grid.put(x - 1, rect.y, '▾', styleOf('accent', BOLD));
    x += width + 1;
    return placed;
  });
}

function paintRow(
  grid: Grid,
  rect: Rect,
  y: number,
  row: Row,
  { columns, brief }: Fit,
  flashes: ((cell: number) => boolean) | undefined,
): void {
  let x = rect.x + 1;
  if (row.across) {
    const cut = row.ends ? cutRow : cutLine;
    grid.putLine(x, y, cut(row.across, rect.width - 1), rect.x + rect.width);
    return;
  }
  for (const { column, index, width, short } of columns) {
    const cell = row.cell(index);
    const after = cell ? paintCell(grid, x, y, brief ? briefCell(cell) : cell, column, width, short) : x;
    if (flashes?.(index)) grid.flag(x, y, after - x, UNDERLINE);
    x += width + 1;
  }
}

const briefCell = (cell: Cell): Cell => (cell.lead ? { ...cell, lead: leadOf(cell.lead, true) } : cell);

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
  const room = width - lineWidth(lead);
  const usual = short ? (cell.short ?? cell.text) : cell.text;
  const text = [usual, ...(cell.gists ?? [])].find((form) => displayWidth(form) <= room) ?? usual;
  return grid.put(after, y, fitted(text, room, column), cell.style, x + width);
}

const CUTS = { end: cutEnd, middle: cutMiddle, words: cutWords } as const;

function fitted(text: string, width: number, column: Column): string {
  const cut = CUTS[column.cut ?? 'middle'](text, width);
  return column.align === 'right' && displayWidth(cut) < width ? padStart(cut, width) : cut;
}
