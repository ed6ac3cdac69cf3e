import type { Row } from '../block.ts';

/** How long a changed cell stays marked, in ms; app/ticks.ts has a frame drawn after it. */
const LASTS = 1500;

interface Shown {
  readonly value: string;
  /** When it changed last, epoch ms; 0: not while it was on show. */
  readonly changed: number;
}

/** What the cells on show of one list had in them, by row and column. */
export interface FlashMemory {
  rows: ReadonlyMap<string, ReadonlyMap<number, Shown>>;
  /** Not all had come yet. */
  loading: boolean;
}

export const flashMemory = (): FlashMemory => ({ rows: new Map(), loading: true });

/**
 * Which cells on show have just changed. Only those that were on show before can: what comes into view by
 * scrolling has not changed. Nothing has while the list loads, nor by its being over.
 *
 * @param columns those on show, by their place in the table
 */
export function flashing(
  rows: readonly Row[],
  columns: readonly number[],
  now: number,
  loading: boolean,
  memory: FlashMemory,
): (row: number, column: number) => boolean {
  const calm = loading || memory.loading;
  const after = new Map<string, ReadonlyMap<number, Shown>>();
  for (const { key, cell } of rows) {
    const old = memory.rows.get(key);
    const shown = (column: number): Shown => {
      const { text = '', counts = text } = cell(column) ?? {};
      const last = old?.get(column);
      const same = !last || calm || last.value === counts;
      return { value: counts, changed: same ? (last?.changed ?? 0) : now };
    };
    after.set(key, new Map(columns.map((column) => [column, shown(column)])));
  }
  memory.rows = after;
  memory.loading = loading;
  return (row, column) => {
    const at = after.get(rows[row]?.key ?? '')?.get(column)?.changed ?? 0;
    return at > 0 && now - at < LASTS;
  };
}
