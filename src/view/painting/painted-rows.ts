import type { Row } from '../block.ts';
import type { Fit } from '../columns.ts';
import type { Grid, Rect, Strip } from './grid.ts';

/** How rows were painted, as long as they are there: rows never change. */
export type PaintedRows = WeakMap<Row, PaintedRow>;

interface PaintedRow {
  readonly fit: Fit;
  /** Undefined where it was on show but once: most rows are not seen again. */
  readonly strip: Strip | undefined;
}

/** Paints a row, or puts there how it was painted in columns that stood the same. */
export function paintKept(
  grid: Grid,
  { x, y, width }: Pick<Rect, 'x' | 'y' | 'width'>,
  row: Row,
  fit: Fit,
  kept: PaintedRows,
  paint: () => void,
): void {
  const known = kept.get(row);
  const isWhole = grid.holds(x, y, width);
  if (isWhole && known?.strip && known.fit === fit) return grid.putStrip(x, y, known.strip);
  const spots = grid.spots.length;
  paint();
  // Clicks that it stands for are the frame's.
  if (!isWhole || grid.spots.length > spots) return;
  kept.set(row, { fit, strip: known?.fit === fit ? grid.strip(x, y, width) : undefined });
}
