import { sameItems } from '../model/table/same-items.ts';
import type { Row, TableBody } from './block.ts';
import { type Fit, fitColumns, type FittedColumn } from './columns.ts';
import { formsIn, type Grown, widthsIn } from './column-widths.ts';

/** How the columns of a list stood in its last frame. */
export interface FitMemory {
  readonly widths: Grown;
  last?: KeptFit;
}

/** All that a fit depends on besides its rows and its room. */
type Asked = {
  readonly [
    K in 'columns' | 'leaves' | 'grows' | 'briefUnder' | 'sideways' | 'column' | 'wide' | 'steady' | 'mute'
  ]: TableBody[K];
};

interface KeptFit {
  readonly asked: Asked;
  readonly room: number;
  readonly fit: Fit;
  /** Their cells have no more to say than columns have room for already. */
  readonly measured: WeakSet<Row>;
}

/**
 * The columns that fit: the same object until they may stand in another way. A row that was measured never is again,
 * and that columns only grow makes one that is no wider than those before it change nothing.
 */
export function keptFit(body: TableBody, rows: readonly Row[], room: number, memory: FitMemory): Fit {
  const { last } = memory;
  if (last?.room === room && asksTheSame(last.asked, body)) {
    const news = rows.filter((row) => !last.measured.has(row));
    if (news.every((row) => isWithin(row, last.fit, memory.widths))) {
      for (const row of news) last.measured.add(row);
      return last.fit;
    }
  }
  // Of another width all moves anyway, and titles that were whole would hold the room of texts.
  if (last && last.room !== room) memory.widths.clear();
  const fit = fitColumns(body, rows, room, memory.widths);
  memory.last = { asked: askedBy(body), room, fit, measured: new WeakSet(rows) };
  return fit;
}

/** No more of it: a body holds on to all that was listed. */
function askedBy(body: TableBody): Asked {
  const { columns, leaves, grows, briefUnder, sideways, column, wide, steady, mute } = body;
  return { columns, leaves, grows, briefUnder, sideways, column, wide, steady, mute };
}

function asksTheSame(one: Asked, other: TableBody): boolean {
  return (
    one.briefUnder === other.briefUnder &&
    one.sideways === other.sideways &&
    one.column === other.column &&
    one.wide === other.wide &&
    one.steady === other.steady &&
    (one.columns === other.columns || sameItems(one.columns, other.columns)) &&
    (one.leaves === other.leaves || sameItems(one.leaves, other.leaves)) &&
    (one.grows === other.grows || sameItems(growths(one), growths(other))) &&
    sameItems(muted(one), muted(other))
  );
}

const growths = ({ grows }: Pick<TableBody, 'grows'>): readonly unknown[] =>
  grows.flatMap(({ column, to }) => [column, to]);

const muted = ({ mute }: { readonly mute?: TableBody['mute'] | undefined }): readonly unknown[] =>
  mute ? [mute.for, ...mute.columns] : [];

/** Whether what columns have grown to is room enough. Of those that were never asked for nothing depends on it. */
function isWithin(row: Row, { columns, brief }: Fit, grown: Grown): boolean {
  for (const [index, { compact, whole }] of grown) {
    const cell = row.cell(index);
    const needs = cell && widthsIn(cell, brief);
    if (needs && (needs.compact > compact || needs.whole > whole)) return false;
  }
  return columns.every((column) => column.reach <= column.width || !hasUse(row, column, brief));
}

/** Whether a row has a use for the room that a column had none for. */
function hasUse(row: Row, { index, width, reach }: FittedColumn, brief: boolean): boolean {
  const cell = row.cell(index);
  const form = cell && formsIn(cell, brief).find((needed) => needed <= reach);
  return cell !== undefined && (form === undefined || form > width);
}
