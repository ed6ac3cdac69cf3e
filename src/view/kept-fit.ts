import { sameItems } from '../model/table/same-items.ts';
import type { Row, TableBody } from './block.ts';
import { type Fit, fitColumns } from './columns.ts';
import { type Grown, widthsIn } from './column-widths.ts';

/** How the columns of a list stood in its last frame. */
export interface FitMemory {
  readonly widths: Grown;
  last?: KeptFit;
}

interface KeptFit {
  readonly from: readonly unknown[];
  readonly fit: Fit;
  /** Their cells have no more to say than columns have room for already. */
  readonly measured: WeakSet<Row>;
}

/**
 * The columns that fit: the same object until they may stand in another way. A row that was measured never is again,
 * and that columns only grow makes one that is no wider than those before it change nothing.
 */
export function keptFit(body: TableBody, rows: readonly Row[], room: number, memory: FitMemory): Fit {
  const from = asked(body, room);
  const { last } = memory;
  if (last && sameItems(last.from, from)) {
    const news = rows.filter((row) => !last.measured.has(row));
    if (news.every((row) => isWithin(row, last.fit.brief, memory.widths))) {
      for (const row of news) last.measured.add(row);
      return last.fit;
    }
  }
  // Of another width all moves anyway, and titles that were whole would hold the room of texts.
  if (last && last.from[0] !== room) memory.widths.clear();
  const fit = fitColumns(body, rows, room, memory.widths);
  memory.last = { from, fit, measured: new WeakSet(rows) };
  return fit;
}

/** All that a fit depends on besides its rows. */
function asked(body: TableBody, room: number): readonly unknown[] {
  const { columns, leaves, grows, briefUnder, sideways, column, wide, steady } = body;
  const growth = grows.flatMap(({ column: id, to }) => [id, to]);
  return [room, briefUnder, sideways, column, wide, steady, ...columns, '', ...leaves, '', ...growth];
}

/** Whether what columns have grown to is room enough. Of those that were never asked for nothing depends on it. */
function isWithin(row: Row, brief: boolean, grown: Grown): boolean {
  for (const [index, { compact, whole }] of grown) {
    const cell = row.cell(index);
    const needs = cell && widthsIn(cell, brief);
    if (needs && (needs.compact > compact || needs.whole > whole)) return false;
  }
  return true;
}
