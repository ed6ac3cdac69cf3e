import { noteMark } from '../../model/ages.ts';
import type { Row } from '../block.ts';

/** How long a changed cell stays marked, in ms; while one is, app/ticks.ts has the clock moved every second. */
const LASTS = 1500;

interface Shown {
  readonly value: string;
  /** When it changed last, epoch ms; 0: not while it was on show. */
  readonly changed: number;
}

/** A row that was on show, and what was in its cells, by column. */
interface ShownRow {
  readonly row: Row;
  readonly columns: readonly number[];
  readonly cells: ReadonlyMap<number, Shown>;
  /** When one of them changed last. */
  readonly changed: number;
}

/** What the cells on show of one list had in them, by row. */
export interface FlashMemory {
  rows: ReadonlyMap<string, ShownRow>;
  /** Not all had come yet. */
  loading: boolean;
}

export const flashMemory = (): FlashMemory => ({ rows: new Map(), loading: true });

/** Which cells of a row flash; undefined where none does. */
export type Flashes = (row: number) => ((column: number) => boolean) | undefined;

/**
 * Which cells on show have just changed. Only those that were on show before can: what comes into view by
 * scrolling has not changed. Nothing has while the list loads, nor by its being over. Undefined where no row does.
 *
 * @param columns those on show, by their place in the table; the same object while they are the same
 */
export function flashing(
  rows: readonly Row[],
  columns: readonly number[],
  now: number,
  loading: boolean,
  memory: FlashMemory,
): Flashes | undefined {
  const calm = loading || memory.loading;
  const lasts = (changed: number): boolean => changed > 0 && now - changed < LASTS;
  const after = new Map<string, ShownRow>();
  let some = false;
  for (const row of rows) {
    const old = memory.rows.get(row.key);
    const same = old?.row === row && old.columns === columns;
    const shown = same ? old : shownRow(row, columns, calm ? 0 : now, old);
    some ||= lasts(shown.changed);
    after.set(row.key, shown);
  }
  memory.rows = after;
  memory.loading = loading;
  if (!some) return undefined;
  noteMark();
  return (index) => {
    const shown = after.get(rows[index]?.key ?? '');
    if (!shown || !lasts(shown.changed)) return undefined;
    return (column) => lasts(shown.cells.get(column)?.changed ?? 0);
  };
}

/** @param now when what differs has changed; 0 where nothing counts as a change */
function shownRow(row: Row, columns: readonly number[], now: number, old: ShownRow | undefined): ShownRow {
  const cells = new Map<number, Shown>();
  let latest = 0;
  for (const column of columns) {
    const { text = '', counts = text } = row.cell(column) ?? {};
    const last = old?.cells.get(column);
    const same = !last || now === 0 || last.value === counts;
    const changed = same ? (last?.changed ?? 0) : now;
    latest = Math.max(latest, changed);
    cells.set(column, same && last?.value === counts ? last : { value: counts, changed });
  }
  return { row, columns, cells, changed: latest };
}
