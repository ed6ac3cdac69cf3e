import type { LogBar, LogHistogram } from '../../model/logs/histogram.ts';
import type { LogRows } from '../../model/logs/log-rows.ts';
import { stampOf } from '../../model/logs/stamp.ts';
import { grouped } from '../../model/text/grouped.ts';
import type { State } from '../../store/state.ts';
import { type Line, type Span, span } from '../../view/block.ts';
import { BOLD, type Style, styleOf } from '../../view/frame.ts';
import { cutMiddle, displayWidth } from '../../view/text/text.ts';
import { filtersText, keepsAll } from '../../model/logs/log-filter.ts';
import { AS_SAID } from './searching.ts';
import { logsLook } from '../../store/selectors/fares/logs.ts';

const HEIGHTS = '▁▂▃▄▅▆▇█';
/** The pane's borders, a time on either side, and how many errors there were. */
const AROUND = 36;
/** A bar's cells. Each has one colour, so that of a bar with errors one cell has these, and one all else. */
const CELLS = 2;
const MOST_BARS = 60;

/** What was said over time, as far as there is room for it: by keys and drawing alike. */
export function histogramIn(state: State, rows: LogRows): LogHistogram | undefined {
  const room = state.look.size.columns - AROUND - displayWidth(filteredText(state));
  return rows.histogram(Math.max(5, Math.min(MOST_BARS, Math.floor(room / CELLS))));
}

/** What stands above the lines: that not all of them are on show, where filters are on, and the histogram. */
export function headLine(state: State, histogram: LogHistogram | undefined): Line | undefined {
  const text = filteredText(state);
  const bars = histogramLine(histogram);
  if (text === '') return bars;
  return [span(text, styleOf('progress', BOLD)), ...(bars ?? [])];
}

/** So much of filters is shown there, in cells. */
const MOST_FILTERS = 40;

/** It follows to other logs of the same owner, so that it is said above these too: an empty one would pass for all there is. */
function filteredText(state: State): string {
  const { filters, readable } = logsLook(state);
  if (keepsAll(filters)) return '';
  const said = readable && filters.texts.length > 0 ? ` ${AS_SAID}` : '';
  return `▼ only ${cutMiddle(span(filtersText(filters)).text, MOST_FILTERS)}${said}  `;
}

/** Bars of how many lines there were, the red part of how many errors; undefined where one moment is all there is. */
function histogramLine(histogram: LogHistogram | undefined): Line | undefined {
  if (!histogram || histogram.bars.length < 2) return undefined;
  const { bars, times, errors } = histogram;
  const most = bars.reduce((highest, { lines }) => Math.max(highest, lines), 1);
  const muted = styleOf('muted');
  return [
    span(`${clock(times[0])} `, muted),
    ...spansOf(bars, most),
    span(` ${clock(times[1])}`, muted),
    ...(errors === 0
      ? []
      : [span(`  ${grouped(errors)} error${errors === 1 ? '' : 's'}`, styleOf('failing'))]),
  ];
}

const clock = (micros: number): string => stampOf(micros).slice(11, 19);

/** One for each stretch of one style. */
function spansOf(bars: readonly LogBar[], most: number): readonly Span[] {
  const spans: Span[] = [];
  let [text, style] = ['', CYAN];
  const put = (next: Style): void => {
    if (text !== '') spans.push(span(text, style));
    [text, style] = ['', next];
  };
  for (const [count, own] of bars.flatMap(cellsOf)) {
    if (own !== style) put(own);
    text += count === 0 ? ' ' : (HEIGHTS[Math.ceil((count / most) * HEIGHTS.length) - 1] ?? ' ');
  }
  put(style);
  return spans;
}

const [CYAN, RED] = [styleOf('cyan'), styleOf('failing')];

/** How many lines each of a bar's cells stands for, and which. */
function cellsOf({ lines, errors }: LogBar): readonly (readonly [count: number, style: Style])[] {
  const others = lines - errors;
  if (errors > 0 && others > 0)
    return [
      [others, CYAN],
      [errors, RED],
    ];
  return Array.from({ length: CELLS }, () => [lines, errors > 0 ? RED : CYAN]);
}
