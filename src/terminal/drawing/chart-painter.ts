import type { Chart, Frame, PlacedChart } from '../../view/frame.ts';
import type { BlessedScreen } from './blessed.ts';
import type * as charts from './charts.ts';
import type { ChartCell } from './charts.ts';

type Charts = Pick<typeof charts, 'chartCells'>;
type Drawn = readonly (readonly ChartCell[])[];

/** What of a frame's reserved cells shows which part of which chart. */
export type ChartAt = (x: number, y: number) => ChartCell | undefined;

/**
 * Draws the charts of frames, each once as long as it and its room are the same. Their code is loaded with the first
 * one: nobody who looks at none waits for it. Until then their cells are blank.
 */
export class ChartPainter {
  private charts: Charts | undefined;
  private asked = false;
  private drawn = new Map<
    Chart,
    { readonly width: number; readonly height: number; readonly cells: Drawn }
  >();

  /** @param loaded is called when frames with charts are to be drawn again */
  constructor(
    private readonly screen: BlessedScreen,
    private readonly loaded: () => void,
  ) {}

  /** Undefined for a frame without charts. */
  of({ charts = [] }: Frame): ChartAt | undefined {
    if (charts.length === 0) return undefined;
    this.load();
    const places = charts.map((placed) => ({ ...placed.rect, cells: this.cells(placed) }));
    this.drawn = new Map(
      [...this.drawn].filter(([chart]) => charts.some((placed) => placed.chart === chart)),
    );
    return (x, y) => {
      // The last one lies above the others.
      const at = places.findLast(
        (rect) => x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height,
      );
      return at?.cells[y - at.y]?.[x - at.x];
    };
  }

  private cells({ rect: { width, height }, chart }: PlacedChart): Drawn {
    const known = this.drawn.get(chart);
    if (known?.width === width && known.height === height) return known.cells;
    if (!this.charts) return [];
    const cells = this.charts.chartCells(this.screen, chart, width, height);
    this.drawn.set(chart, { width, height, cells });
    return cells;
  }

  private load(): void {
    if (this.asked) return;
    this.asked = true;
    // Where it is not there, the program was not installed whole: it ends by an error that nobody catches.
    void import('./charts.ts').then((charts) => {
      this.charts = charts;
      this.loaded();
    });
  }
}
