import type { Row } from './block.ts';

/** How long a changed cell stays marked, in ms; app/ticks.ts has a frame drawn after it. */
const LASTS = 1500;

interface Shown {
  readonly value: string;
  /** When it changed last, epoch ms; 0: not while it was on show. */
  readonly changed: number;
}

/** What the cells on show had in them, by list, row and column. */
export type FlashMemory = Map<string, Map<string, ReadonlyMap<number, Shown>>>;

/**
 * Which cells on show have just changed. Only those that were on show before can: what comes into view by
 * scrolling has not changed.
 *
 * @param columns those on show, by their place in the table
 */
export function flashing(
  list: string,
  rows: readonly Row[],
  columns: readonly number[],
  now: number,
  memory: FlashMemory,
): (row: number, column: number) => boolean {
  const before = memory.get(list);
  const after = new Map<string, ReadonlyMap<number, Shown>>();
  for (const { key, cell } of rows) {
    const old = before?.get(key);
    const shown = (column: number): Shown => {
      const { text = '', counts = text } = cell(column) ?? {};
      const last = old?.get(column);
      return { value: counts, changed: !last ? 0 : last.value === counts ? last.changed : now };
    };
    after.set(key, new Map(columns.map((column) => [column, shown(column)])));
  }
  memory.set(list, after);
  return (row, column) => {
    const at = after.get(rows[row]?.key ?? '')?.get(column)?.changed ?? 0;
    return at > 0 && now - at < LASTS;
  };
}
