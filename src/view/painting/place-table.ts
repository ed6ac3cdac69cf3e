import { scrolled } from '../../model/scrolling.ts';
import type { Line, Row, TableBody } from '../block.ts';
import type { Fit } from '../columns.ts';
import { keptFit } from '../kept-fit.ts';
import { wrapLines } from '../text/wrap-lines.ts';
import type { ListMemory } from '../view-memory.ts';
import { type Flashes, flashing } from './flash.ts';
import type { Rect } from './grid.ts';
import { lineItems } from './parts.ts';

/** A table as it is to be painted: which rows are on show, in which columns, and what stands around them. */
export interface PlacedTable {
  readonly head: Line | undefined;
  /** Of the headings and all that is below them. */
  readonly rect: Rect;
  readonly page: number;
  /** The first row on show. */
  readonly top: number;
  readonly rows: readonly Row[];
  readonly fit: Fit;
  readonly flashes: Flashes | undefined;
  /** What stands below the rows, and where that begins. */
  readonly foot: readonly Line[];
  readonly footAt: number;
}

/** Finds out what of a table stands where. */
export function placeTable(whole: Rect, body: TableBody, memory: ListMemory, now: number): PlacedTable {
  const { head } = body;
  const rect = head ? { ...whole, y: whole.y + 1, height: whole.height - 1 } : whole;
  const kept = keptOf(body, rect);
  const page = Math.max(0, rect.height - 1 - kept);
  const top = scrollTo(body, page, memory);
  const rows: Row[] = [];
  for (let index = top; index < Math.min(top + page, body.count); index++) rows.push(body.row(index));
  // One cell before the first column is for the cursor's bar.
  const fit = keptFit(body, rows, rect.width - 1, memory.fit);
  const flashes = flashing(rows, fit.places, now, body.loading, memory.flashes);
  return { head, rect, page, top, rows, fit, flashes, ...footOf(rect, body, rows.length + 1, kept) };
}

/** All that how it is painted follows from; undefined while something in it flashes, which the time ends. */
export function tableFrom(
  { cursor, count }: TableBody,
  { head, top, page, rows, fit, flashes, foot, footAt }: PlacedTable,
): readonly unknown[] | undefined {
  if (flashes) return undefined;
  const lines = head ? [head, ...foot] : foot;
  const said = lines.flatMap(lineItems);
  return [count, cursor, top, page, fit, footAt, head !== undefined, ...said, ...rows];
}

/** How many rows there is room for is known only here, and so where a list stands. */
function scrollTo(body: TableBody, page: number, memory: ListMemory): number {
  const { count, cursor } = body;
  const together = body.together?.(page) ?? [];
  memory.top = [...together, cursor].reduce((top, row) => scrolled(top, { count, page }, row), memory.top);
  return memory.top;
}

/** Rows that the table leaves to what has to be seen below it. */
function keptOf({ told = [] }: TableBody, rect: Rect): number {
  const lines = wrapLines(told, rect.width - 1, MOST_TOLD).length;
  return lines > 0 && rect.height > 2 * (lines + 1) ? lines : 0;
}

/** What has to be seen stands at the bottom where rows leave no more room; else all of the foot, a line below the rows. */
function footOf(
  rect: Rect,
  { told = [], foot }: TableBody,
  from: number,
  kept: number,
): Pick<PlacedTable, 'foot' | 'footAt'> {
  const room = rect.height - from;
  if (room < 2 && kept === 0) return { foot: [], footAt: 0 };
  const gap = room - 1 >= kept + 1 || kept === 0 ? 1 : 0;
  function* lines(): Generator<Line> {
    yield* told;
    yield* foot;
  }
  return { foot: wrapLines(lines(), rect.width - 1, room - gap), footAt: rect.y + from + gap };
}

/** Two lines say who may not do what. */
const MOST_TOLD = 2;
