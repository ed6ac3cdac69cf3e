import { scrolled } from '../../model/scrolling.ts';
import type { Cell, Column, Line, Row, TableBody } from '../block.ts';
import { cutLine, cutRow } from './cut-line.ts';
import { leadOf } from '../column-widths.ts';
import type { Fit } from '../columns.ts';
import { flashing } from './flash.ts';
import { BOLD, SELECTED, styleOf, UNDERLINE } from '../frame.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import { keptFit } from '../kept-fit.ts';
import type { Painted } from './painted.ts';
import { paintKept } from './painted-rows.ts';
import { cutEnd, cutMiddle, cutWords, displayWidth, padStart } from '../text/text.ts';
import type { ListMemory } from '../view-memory.ts';
import { wrapLines } from '../text/wrap-lines.ts';

/** Paints a table: its headings, the rows that there is room for, and what stands below the last of them. */
export function paintTable(
  grid: Grid,
  whole: Rect,
  body: TableBody,
  focused: boolean,
  memory: ListMemory,
  now: number,
): Painted {
  const rect = body.head ? paintHead(grid, whole, body.head) : whole;
  const page = Math.max(0, rect.height - 1 - keptOf(body, rect));
  const top = scrollTo(body, page, memory);
  const rows: Row[] = [];
  for (let index = top; index < Math.min(top + page, body.count); index++) rows.push(body.row(index));
  // One cell before the first column is for the cursor's bar.
  const fit = keptFit(body, rows, rect.width - 1, memory.fit);
  const { places, hidden, most: mostSideways } = fit;
  const placed = paintHeadings(grid, rect, fit);
  const flashes = flashing(rows, places, now, body.loading, memory.flashes);
  rows.forEach((row, index) => {
    const y = rect.y + 1 + index;
    const flashed = flashes(index);
    const paint = () => paintRow(grid, rect, y, row, fit, flashed);
    if (flashed) paint();
    else paintKept(grid, { ...rect, y }, row, fit, memory.painted, paint);
    if (top + index === body.cursor) {
      if (focused) grid.flag(rect.x, y, rect.width, SELECTED);
      grid.put(rect.x, y, '▌', styleOf('accent', focused ? SELECTED : 0));
    } else if (row.marked) {
      grid.flag(rect.x, y, rect.width, BOLD);
      grid.put(rect.x, y, '»', styleOf('shared', BOLD));
    }
  });
  paintFoot(grid, rect, body, rows.length + 1);
  return { top, page, y: rect.y + 1, count: body.count, hidden, mostSideways, columns: placed };
}

/** What stands above the headings; the rest is for the table. */
function paintHead(grid: Grid, { x, y, width, height }: Rect, head: Line): Rect {
  grid.putLine(x + 1, y, cutRow(head, width - 1), x + width);
  return { x, y: y + 1, width, height: height - 1 };
}

/** How many rows there is room for is known only here, and so where a list stands. */
function scrollTo(body: TableBody, page: number, memory: ListMemory): number {
  const { count, cursor } = body;
  const together = body.together?.(page) ?? [];
  memory.top = [...together, cursor].reduce((top, row) => scrolled(top, { count, page }, row), memory.top);
  return memory.top;
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

/** Rows that the table leaves to what has to be seen below it. */
function keptOf({ told = [] }: TableBody, rect: Rect): number {
  const lines = wrapLines(told, rect.width - 1, MOST_TOLD).length;
  return lines > 0 && rect.height > 2 * (lines + 1) ? lines : 0;
}

/** What has to be seen stands at the bottom where rows leave no more room; else all of the foot, a line below the rows. */
function paintFoot(grid: Grid, rect: Rect, body: TableBody, from: number): void {
  const { told = [], foot } = body;
  const room = rect.height - from;
  const kept = keptOf(body, rect);
  if (room < 2 && kept === 0) return;
  const gap = room - 1 >= kept + 1 || kept === 0 ? 1 : 0;
  function* lines(): Generator<Line> {
    yield* told;
    yield* foot;
  }
  wrapLines(lines(), rect.width - 1, room - gap).forEach((line, index) => {
    grid.putLine(rect.x + 1, rect.y + from + gap + index, line, rect.x + rect.width);
  });
}

/** Two lines say who may not do what. */
const MOST_TOLD = 2;
