import type { Row, TableBody } from './block.ts';

/** How long a changed cell stays marked, in ms. The clock of the state moves once a second. */
const LASTS = 1500;

interface Shown {
  readonly values: readonly string[];
  /** When each cell changed last, epoch ms; 0: not while it was on show. */
  readonly changed: readonly number[];
}

/** What the rows on show had in their cells, by list and row. */
export type FlashMemory = Map<string, Map<string, Shown>>;

/**
 * Which cells of the rows on show have just changed. Only rows that were on show before can: what
 * comes into view by scrolling has not changed.
 */
export function flashing(
  body: TableBody,
  rows: readonly Row[],
  now: number,
  memory: FlashMemory,
): (row: number, cell: number) => boolean {
  const before = memory.get(body.list);
  const after = new Map<string, Shown>();
  for (const { key, cells } of rows) {
    const values = cells.map(({ text, counts }) => counts ?? text);
    const old = before?.get(key);
    const changed = values.map((value, index) => {
      if (!old) return 0;
      return old.values[index] === value ? (old.changed[index] ?? 0) : now;
    });
    after.set(key, { values, changed });
  }
  memory.set(body.list, after);
  return (row, cell) => {
    const at = after.get(rows[row]?.key ?? '')?.changed[cell] ?? 0;
    return at > 0 && now - at < LASTS;
  };
}
