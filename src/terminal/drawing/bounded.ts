import type { Size } from '../../ports/terminal.ts';
import type { Blessed } from './blessed.ts';

/** No terminal is drawn on beyond it, in cells: one that says it has a thousand million would take all memory. */
export const MOST_COLUMNS = 1000;
export const MOST_ROWS = 500;

/** What of a terminal is drawn on. */
export const sizeOf = ({ columns, rows }: Size): Size => ({
  columns: Math.min(columns, MOST_COLUMNS),
  rows: Math.min(rows, MOST_ROWS),
});

const SIDES = { cols: MOST_COLUMNS, rows: MOST_ROWS } as const;

/** Has blessed, which looks for the size itself, keep to that. */
export function mendSize(blessed: Blessed): void {
  const { prototype } = blessed.program;
  for (const side of ['cols', 'rows'] as const) {
    const sizes = new WeakMap<object, number>();
    Object.defineProperty(prototype, side, {
      configurable: true,
      get(this: object) {
        return sizes.get(this);
      },
      set(this: object, wanted: number) {
        sizes.set(this, Math.min(wanted, SIDES[side]));
      },
    });
  }
}
