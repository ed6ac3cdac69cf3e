import contribLine from 'blessed-contrib/lib/widget/charts/line.js';
import { type Axis, type Chart, styleOf, type Style, type Tone, TONES } from '../../view/frame.ts';
import { displayWidth } from '../../view/text/text.ts';
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

/** The cells that contrib leaves free beside and below its lines: below, but for one, in which times stand; and its baseline. */
const BESIDE = 6;
const BELOW = 4;
/** From the bottom, where contrib draws its baseline: a row below 0, so that 0 would look like a value. */
const BASELINE = 2;
/** From the bottom without that row, where 0 is, and the times. */
const ZERO = 2;
const TIMES = 1;
/** Contrib draws 0 in the lowest dots of a cell: the axis has both of them. */
const AXIS = 0xc0;
const BRAILLE = 0x2800;
/** Its own left margin at least, in pixels, of which a cell has two. */
const MARGIN = 10;
const PIXELS = 2;

/** A tone as a colour of contrib's; 0 would be none to it. */
const colourOf = (tone: Tone): number => TONES.indexOf(tone) + 1;

/**
 * A line chart as blessed-contrib draws it, row by row; its widget is never on a screen itself. The labels of its axes
 * are put there afterwards: its own have no upper end and no last place, and stand at uneven distances.
 */
export function chartCells(
  screen: BlessedScreen,
  { times, levels, series, most }: Chart,
  width: number,
  height: number,
): readonly (readonly ChartCell[])[] {
  const muted = colourOf('muted');
  const longest = Math.max(...levels.map(displayWidth));
  const left = Math.max(MARGIN / PIXELS, longest + 1);
  const widget = (contribLine as MakeLine)({
    screen,
    width: width + BESIDE,
    height: height + BELOW,
    maxY: most,
    // One is the least that it draws: 0, which the margin is filled over.
    numYLabels: 1,
    xPadding: left * PIXELS,
    xLabelPadding: left * PIXELS,
    style: { line: muted, text: muted, baseline: muted },
  });
  // Its canvas is made when it comes to stand somewhere.
  widget.emit('attach');
  widget.setData(
    series.map(({ values, tone }) => ({
      // Of no letters it would write none: `null`.
      x: values.map(() => ' '),
      y: values,
      style: { line: colourOf(tone) },
    })),
  );
  const rows = widget.ctx._canvas
    .frame('\n')
    .split('\n')
    .slice(0, height + 1)
    .map((line) => cellsOf(line));
  rows.splice(-BASELINE, 1);
  return withLabels(withAxis(rows, left), { times, levels, left });
}

/** The axis stands where 0 is drawn, so that a line at 0 lies on it. */
function withAxis(rows: ChartCell[][], left: number): ChartCell[][] {
  const axis = rows.at(-ZERO)?.map(({ text, style }, x): ChartCell => {
    const dots = Math.max(BRAILLE, text.codePointAt(0) ?? BRAILLE);
    return { text: x < left ? text : String.fromCodePoint(dots | AXIS), style };
  });
  return axis ? rows.with(-ZERO, axis) : rows;
}

/** Reads a line of contrib's: letters and dots, and the colours before them. */
function cellsOf(line: string): ChartCell[] {
  const cells: ChartCell[] = [];
  let style = styleOf('muted');
  for (const [, codes, text] of line.matchAll(/\u001b\[([\d;]*)m|([^\u001b])/gu)) {
    if (text !== undefined) cells.push({ text, style });
    else if (codes?.startsWith('38;5;')) style = styleOf(TONES[Number(codes.slice(5)) - 1] ?? 'plain');
  }
  return cells;
}

/** @param left how many cells there are before the line that stands upright */
function withLabels(
  rows: readonly ChartCell[][],
  { times, levels, left }: { readonly times: Axis; readonly levels: Axis; readonly left: number },
): readonly (readonly ChartCell[])[] {
  const put = (text: string, y: number, x: number): void => {
    [...text].forEach((letter, at) => {
      const row = rows[y];
      if (row?.[x + at]) row[x + at] = { text: letter, style: styleOf('muted') };
    });
  };
  rows.forEach((_, y) => {
    put(' '.repeat(left), y, 0);
  });
  const zero = rows.length - ZERO;
  const beside = (text: string, y: number): void => {
    put(text.padStart(left - 1), y, 0);
  };
  beside(levels[0], 0);
  if (zero >= 4 && zero % 2 === 0) beside(levels[1], zero / 2);
  beside(levels[2], zero);
  const under = rows.length - TIMES;
  const width = rows[under]?.length ?? 0;
  const [from, middle, to] = times.map((text) => ({ text, width: displayWidth(text) }));
  if (!from || !middle || !to) return rows;
  put(from.text, under, left);
  put(to.text, under, width - to.width);
  const start = left + Math.round((width - left - middle.width) / 2);
  if (start > left + from.width + 1 && start + middle.width + 1 < width - to.width)
    put(middle.text, under, start);
  return rows;
}
