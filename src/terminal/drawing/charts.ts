import contribLine from 'blessed-contrib/lib/widget/charts/line.js';
import { type Chart, styleOf, type Style, type Tone, TONES } from '../../view/frame.ts';
import type { BlessedScreen } from './blessed.ts';

/** What a cell of a chart shows. */
export interface ChartCell {
  readonly text: string;
  readonly style: Style;
}

/** The little of blessed-contrib's line chart that is used: see its lib/widget/charts/line.js. */
interface ContribLine {
  emit(event: 'attach'): void;
  setData(data: readonly { x: readonly string[]; y: readonly number[]; style: { line: number } }[]): void;
  readonly ctx: { readonly _canvas: { frame(delimiter: string): string } };
}
type MakeLine = (options: Readonly<Record<string, unknown>>) => ContribLine;

/** The cells that contrib leaves free beside and below its lines. */
const BESIDE = 6;
const BELOW = 2;
/** A label on each second row at most: they would lie over one another. */
const MOST_LABELS = 4;
const ROWS_A_LABEL = 2;

/** A tone as a colour of contrib's; 0 would be none to it. */
const colourOf = (tone: Tone): number => TONES.indexOf(tone) + 1;

/** A line chart as blessed-contrib draws it, row by row; its widget is never on a screen itself. */
export function chartCells(
  screen: BlessedScreen,
  { labels, series, most }: Chart,
  width: number,
  height: number,
): readonly (readonly ChartCell[])[] {
  const muted = colourOf('muted');
  const widget = (contribLine as MakeLine)({
    screen,
    width: width + BESIDE,
    height: height + BELOW,
    maxY: most,
    numYLabels: Math.max(1, Math.min(MOST_LABELS, Math.floor((height - 2) / ROWS_A_LABEL))),
    xPadding: 12,
    xLabelPadding: 10,
    style: { line: muted, text: muted, baseline: muted },
  });
  // Its canvas is made when it comes to stand somewhere.
  widget.emit('attach');
  widget.setData(
    series.map(({ values, tone }) => ({ x: labels, y: values, style: { line: colourOf(tone) } })),
  );
  return widget.ctx._canvas
    .frame('\n')
    .split('\n')
    .slice(0, height)
    .map((line) => cellsOf(line));
}

/** Reads a line of contrib's: letters and dots, and the colours before them. */
function cellsOf(line: string): readonly ChartCell[] {
  const cells: ChartCell[] = [];
  let style = styleOf('muted');
  for (const [, codes, text] of line.matchAll(/\u001b\[([\d;]*)m|([^\u001b])/gu)) {
    if (text !== undefined) cells.push({ text, style });
    else if (codes?.startsWith('38;5;')) style = styleOf(TONES[Number(codes.slice(5)) - 1] ?? 'plain');
  }
  return cells;
}
