import type { TitledChart } from '../block.ts';
import { cutLine } from './cut-line.ts';
import type { Grid, Rect } from './grid.ts';

/** With less, a chart tells nothing. */
const LEAST = { width: 24, height: 5 } as const;
const GAP = 2;

/** Whether a chart and its title have room in a rectangle. */
export const chartsFit = ({ width, height }: Pick<Rect, 'width' | 'height'>): boolean =>
  width >= LEAST.width && height > LEAST.height;

/** Reserves a rectangle's cells for charts: side by side as far as that leaves each its width. */
export function paintCharts(grid: Grid, { x, y, width, height }: Rect, charts: readonly TitledChart[]): void {
  const room = Math.max(1, Math.floor((width + GAP) / (LEAST.width + GAP)));
  const shown = charts.slice(0, room);
  const each = Math.floor((width - GAP * (shown.length - 1)) / Math.max(1, shown.length));
  shown.forEach(({ title, chart }, index) => {
    const left = x + index * (each + GAP);
    grid.putLine(left, y, cutLine(title, each), left + each);
    grid.reserve({ x: left, y: y + 1, width: each, height: height - 1 }, chart);
  });
}
