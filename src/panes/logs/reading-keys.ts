import { type Command, type CommandContext, remark, say } from '../../commands/command.ts';
import { filterLogs } from '../../commands/logs.ts';
import { lastLineAt } from '../../model/logs/log-buffer.ts';
import type { LogRows } from '../../model/logs/log-rows.ts';
import { readableLine } from '../../model/logs/readable.ts';
import { SEVERITY } from '../../model/logs/severity.ts';
import { scrolled } from '../../model/scrolling.ts';
import { durationMs } from '../../model/text/duration.ts';
import type { Action } from '../../store/actions.ts';
import { LOGS, logsLook, logsOf } from '../../store/selectors/fares/logs.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { paneState, type State } from '../../store/state.ts';
import { asked, change, SCOPE, toEnd } from './log-actions.ts';
import { histogramIn } from './histogram-line.ts';
import { logRows } from '../../store/selectors/fares/log-rows.ts';

/** Ten years: servers overflow. In seconds. */
const LONGEST = 10 * 365 * 86_400;

/** How what is there is read: which of it, in which form, and where. */
export const readingKeys: readonly Command[] = [
  {
    id: 'logs-severity',
    keys: ['L'],
    title: 'warnings and errors only; errors only; all',
    scope: SCOPE,
    run: severity,
  },
  {
    id: 'logs-readable',
    keys: ['J'],
    title: 'lines of JSON and logfmt as they are read, or as they were said',
    scope: SCOPE,
    hint: readableHint,
    run: readable,
  },
  {
    id: 'logs-line',
    keys: ['enter'],
    title: 'the line on top, or that was found, whole; following: the last',
    scope: SCOPE,
    run: whole,
  },
  { id: 'logs-mark', keys: ['m'], title: 'a mark after what has been said by now', scope: SCOPE, run: mark },
  {
    id: 'logs-bar-before',
    keys: ['{'],
    title: 'to the bar before',
    scope: SCOPE,
    run: (context) => toBar(context, -1),
  },
  {
    id: 'logs-bar-after',
    keys: ['}'],
    title: 'to the next bar of what was said over time',
    scope: SCOPE,
    run: (context) => toBar(context, 1),
  },
  {
    id: 'logs-since',
    keys: [],
    title: 'no older than a time: :since 90s',
    word: 'since',
    scope: SCOPE,
    takes: 'TIME',
    when: ({ pane }) => pane.id === LOGS || ':since is about logs; l shows them',
    run: ({ state }, argument) => since(state, argument ?? ''),
  },
];

/** The row that a key of one line is about: the first on show, which is the one that was found; following, the last. */
export function rowMeant(state: State): number {
  const { count, first } = logRows(state);
  return Math.max(first, Math.min(paneState(state, LOGS).top, count - 1));
}

function severity({ state }: CommandContext): readonly Action[] {
  const { filters } = logsLook(state);
  const least =
    filters.least === 0 ? SEVERITY.warning : filters.least === SEVERITY.warning ? SEVERITY.error : 0;
  return filterLogs(state, { ...filters, least });
}

function whole({ state }: CommandContext): readonly Action[] {
  const opened = logRows(state).at(rowMeant(state));
  if (!opened) return remark('there is no line to open');
  return [change({ opened }), { type: 'open', overlay: 'log-line' }];
}

/** The first row on show. */
const topRow = (rows: LogRows, top: number, page: number): number =>
  Math.max(rows.first, scrolled(top, { count: rows.count, page }));

/** Named where the line on top is of these, by which alone it is judged with every frame. */
function readableHint({ state }: CommandContext): string {
  const item = logRows(state).at(rowMeant(state));
  if (!item || 'note' in item || !readableLine(item.text)) return '';
  return logsLook(state).readable ? 'as said' : 'readable';
}

/** Where no line on show is of these nothing is seen of it. */
function readable({ state, pane: { page } }: CommandContext): readonly Action[] {
  const isOn = !logsLook(state).readable;
  const rows = logRows(state);
  const from = topRow(rows, paneState(state, LOGS).top, page);
  const isSeen = Array.from({ length: page }, (_, index) => rows.at(from + index)).some(
    (item) => item !== undefined && !('note' in item) && readableLine(item.text),
  );
  const told = `JSON and logfmt stand here ${isOn ? 'as they are read' : 'as they were said'}: none is on show`;
  return [change({ readable: isOn }), ...(isSeen ? [] : remark(told))];
}

/** So many are kept, of all logs. */
const MOST_MARKS = 100;

function mark({ state }: CommandContext): readonly Action[] {
  const logs = logsOf(state);
  if (!logs) return remark('there are no logs to mark');
  const { of } = logs.feed;
  const { data } = fedBy(state, logs.feed);
  const set = { of, at: state.look.now, after: data && lastLineAt(data) };
  return [change({ marks: [...logsLook(state).marks, set].slice(-MOST_MARKS) })];
}

/** To the first line of the next bar that has any. */
function toBar({ state, pane }: CommandContext, by: 1 | -1): readonly Action[] {
  const rows = logRows(state);
  const histogram = histogramIn(state, rows);
  if (!histogram) return remark('nothing was said yet');
  const { from, step, bars } = histogram;
  const { top } = paneState(state, LOGS);
  let bar = Math.floor(((rows.at(topRow(rows, top, pane.page))?.time ?? from) - from) / step) + by;
  while (bar >= 0 && bar < bars.length && bars[bar]?.lines === 0) bar += by;
  if (bar < 0) return remark('this is the first bar');
  if (bar >= bars.length) return top === Infinity ? remark('this is the last bar') : [toEnd];
  return [{ type: 'scroll', pane: LOGS, top: rows.rowAt(from + bar * step) }];
}

function since(state: State, typed: string): readonly Action[] {
  const ms = durationMs(typed);
  if (ms === undefined || ms <= 0) return [say('since when? :since 90s, :since 1h30m', 'failing')];
  return asked(state, { seconds: Math.min(LONGEST, Math.ceil(ms / 1000)) });
}
