import type { Cell, Column, FitStep, Row, TableBody } from './block.ts';
import { lineWidth } from './grid.ts';
import { displayWidth } from './text.ts';

/** A column as it is drawn: which cell of the row, how wide, in its short form or not. */
export interface FittedColumn {
  readonly column: Column;
  readonly index: number;
  width: number;
  short: boolean;
}

/** The widths that each list has grown to; it lives as long as the screen. */
export type WidthMemory = Map<string, number[]>;

const GAP = 1;

/**
 * The columns that fit into `room` cells: natural widths from the rows on show (growing only,
 * while the list stays the same), then the table's own steps until it fits.
 */
export function fitColumns(
  body: TableBody,
  rows: readonly Row[],
  room: number,
  memory: WidthMemory,
): FittedColumn[] {
  const within = columnsWithin(body, room);
  const natural = grownWidths(body.list, within, rows, memory);
  let columns: FittedColumn[] = within.map(({ column, index }) => {
    const width = natural[index] ?? 0;
    return { column, index, width: body.wide ? width : Math.min(width, column.max ?? width), short: false };
  });
  if (!body.wide) {
    const ids = new Set(columns.map(({ column }) => column.id));
    const steps = body.fit.filter((step) => ids.has(step.column));
    for (const step of steps) {
      if (totalWidth(columns) <= room) break;
      columns = applyStep(columns, step, rows, totalWidth(columns) - room);
    }
    giveBack(columns, steps, natural, room);
  }
  return cutToRoom(columns, room);
}

/** The columns from what is scrolled to on, no more of them than there are cells: there may be thousands. */
function columnsWithin(
  { columns, sideways }: TableBody,
  room: number,
): Pick<FittedColumn, 'column' | 'index'>[] {
  const all = columns.map((column, index) => ({ column, index }));
  const fixed = all.filter(({ column }) => column.fixed);
  const moving = all.filter(({ column }) => !column.fixed);
  const first = Math.max(0, Math.min(sideways, moving.length - 1));
  const from = sideways > 0 ? [...fixed, ...moving.slice(first)] : all;
  return from.slice(0, Math.max(room, 1));
}

function grownWidths(
  list: string,
  columns: readonly Pick<FittedColumn, 'column' | 'index'>[],
  rows: readonly Row[],
  memory: WidthMemory,
): readonly number[] {
  const widths = memory.get(list) ?? [];
  for (const { column, index } of columns) {
    let width = Math.max(widths[index] ?? 0, displayWidth(column.title));
    for (const { cell } of rows) width = Math.max(width, cellWidth(cell(index)));
    widths[index] = width;
  }
  memory.set(list, widths);
  return widths;
}

function cellWidth(cell: Cell | undefined): number {
  if (!cell) return 0;
  return (cell.lead ? lineWidth(cell.lead) : 0) + displayWidth(cell.text);
}

/** A column that left makes room again for what had shrunk before it, in the same order. */
function giveBack(
  columns: readonly FittedColumn[],
  steps: readonly FitStep[],
  natural: readonly number[],
  room: number,
): void {
  for (const step of steps) {
    const found = columns.find(({ column }) => column.id === step.column);
    const slack = room - totalWidth(columns);
    if (!found || slack <= 0) continue;
    const whole = Math.min(natural[found.index] ?? 0, found.column.max ?? Infinity);
    if ('short' in step && found.short && whole - found.width <= slack) {
      found.short = false;
      found.width = whole;
    } else if ('shrinkTo' in step) found.width = Math.min(whole, found.width + slack);
  }
}

function totalWidth(columns: readonly FittedColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP, -GAP);
}

function applyStep(
  columns: FittedColumn[],
  step: FitStep,
  rows: readonly Row[],
  excess: number,
): FittedColumn[] {
  const found = columns.find(({ column }) => column.id === step.column);
  if (!found) return columns;
  if ('drop' in step) return columns.filter((column) => column !== found);
  if ('shrinkTo' in step) {
    found.width = Math.min(found.width, Math.max(step.shrinkTo, found.width - excess));
    return columns;
  }
  found.short = true;
  const widths = rows.map(({ cell }) => {
    const { text = '', short = text } = cell(found.index) ?? {};
    return displayWidth(short);
  });
  found.width = Math.max(displayWidth(found.column.title), ...widths);
  return columns;
}

/** What still does not fit is cut at the edge, the first column last. */
function cutToRoom(columns: readonly FittedColumn[], room: number): FittedColumn[] {
  const fitted: FittedColumn[] = [];
  let left = room;
  for (const column of columns) {
    if (left <= 0) break;
    fitted.push({ ...column, width: Math.min(column.width, left) });
    left -= column.width + GAP;
  }
  return fitted;
}
