import { grouped } from '../../model/text/grouped.ts';
import type { LogsFeed } from '../../model/feed.ts';
import type { LogKept } from '../../model/logs/log-buffer.ts';
import { filtersText, keepsAll } from '../../model/logs/log-filter.ts';
import type { LogRows } from '../../model/logs/log-rows.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { failureText } from '../../model/refusal.ts';
import { fedBy, lists } from '../../store/selectors/lists.ts';
import { keptLogs, LOGS, logsLook, logsOf, type LogsOf } from '../../store/selectors/fares/logs.ts';
import { isFiltering, logRows } from '../../store/selectors/fares/log-rows.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { foundAt } from '../../view/text/found-at.ts';
import { messageBody } from '../../view/text/message-body.ts';
import { definePane } from '../define-pane.ts';
import { noPodBody, noteOf } from '../parts/no-pod.ts';
import { jump } from '../parts/text-tab.ts';
import { headLine, histogramIn } from './histogram-line.ts';
import { labelsIn } from './labels.ts';
import { logKeys } from './log-keys.ts';
import { logRow, rowAsShown, type RowLook } from './row/log-row.ts';
import { nodeHint, nodeHintFeeds } from './node-hint.ts';
import { reachText } from './reach-text.ts';
import { standsText, uidOf } from './standing.ts';
import { lacking, searched } from './searching.ts';
import { unbegunTexts } from './unbegun-text.ts';
import { unreadBody } from './unread-body.ts';
import { readingKeys } from './reading-keys.ts';

export const logsPane = definePane({
  id: LOGS,
  title: 'Logs',
  slot: 3,
  tall: true,
  keeps: [keptLogs],
  needs: (state) => {
    const logs = logsOf(state);
    const own = logs && isToBeRead(state, logs) ? [logs.feed, ...nodeHintFeeds(state, logs)] : [];
    return [...lists(state, 'pods'), ...own];
  },
  lines: (state) => logRows(state).count,
  firstLine: (state) => firstLine(logRows(state)),
  find: (state, text, from, by) => logRows(state).find(text, from, from === Infinity ? -1 : by),
  foundAt: (state, text, line, room) => {
    const logs = logsOf(state);
    const item = logRows(state).at(line);
    const { sideways } = paneState(state, LOGS);
    return logs && item ? foundAt(rowAsShown(item, lookOf(state, logs)), text, sideways, room) : sideways;
  },
  found: searched,
  lacks: lacking,
  view: (state) => ({
    note: note(state),
    summary: () => [span(note(state), styleOf('muted'))],
    body: bodyOf(state),
  }),
  commands: [
    ...logKeys,
    ...readingKeys,
    jump(LOGS, 'next', 'n', 'the next match of the search', 1),
    jump(LOGS, 'previous', 'N', 'the match before', -1),
  ],
});

/** Where all Pods are gone what was read of them stays. */
const isToBeRead = ({ cluster }: State, { sources, feed: { of } }: LogsOf): boolean =>
  sources.length > 0 ||
  [...cluster.feeds.values()].some(({ feed }) => feed.type === 'logs' && (feed as LogsFeed).of === of);

function bodyOf(state: State): Body {
  const logs = logsOf(state);
  if (!logs) return noPodBody(state);
  const rows = logRows(state);
  if (rows.count === 0 && rows.pending > 0) return messageBody('progress', `◐ ${filteringText(state)} …`);
  if (rows.count === 0) return instead(state, logs);
  const { top, sideways, filter: text } = paneState(state, LOGS);
  const look = logsLook(state);
  const row = lookOf(state, logs);
  const hint = nodeHint(state, logs);
  const head = hint ? [span(hint, styleOf('progress', BOLD))] : headLine(state, histogramIn(state, rows));
  return {
    type: 'text',
    ...(head && { head }),
    count: rows.count,
    first: firstLine(rows),
    part: (index, from, length) => {
      const item = rows.at(index);
      if (!item) return index === rows.first - 1 ? droppedLine(state, rows.first) : [];
      return logRow(item, row, { from, length }, { text, current: index === top });
    },
    ruled: (index) => {
      const item = rows.at(index);
      return item !== undefined && 'note' in item && item.note.type === 'mark';
    },
    top,
    wrap: look.wrap,
    sideways,
    widest: rows.longest + (look.stamps ? STAMP : 0) + labelsIn(state, logs).width + 1,
  };
}

function lookOf(state: State, logs: LogsOf): RowLook {
  const { stamps, readable } = logsLook(state);
  return { stamps, readable, label: labelsIn(state, logs).of };
}

/** How much a time takes. */
const STAMP = 25;

/** The one that says what was dropped, where something was. */
const firstLine = ({ first }: LogRows): number => Math.max(0, first - 1);

function droppedLine({ look }: State, count: number): Line {
  const kept = `${Math.round(look.logMemory / 1024 / 1024)} MiB`;
  const text = `── ${grouped(count)} older lines dropped: ${kept} are kept of logs (--log-memory)`;
  return [span(text, styleOf('progress', BOLD))];
}

/** Loading, empty, denied, ended and filtered look different. */
function instead(state: State, logs: LogsOf): Body {
  const { sources, feed, title } = logs;
  if (sources.length === 0 && !logs.gone)
    return messageBody('muted', `${title} has no containers whose logs could be read`);
  const unread = unreadBody(state, logs);
  if (unread) return unread;
  const { connection, complete, failure, data } = fedBy(state, feed);
  const hint = [nodeHint(state, logs)].filter((text) => text !== undefined);
  if (failure && connection === 'failed')
    return messageBody(
      'failing',
      `✖ ${failure.code === 403 ? 'denied' : 'no log'}`,
      [failureText(failure), ...hint],
      'plain',
    );
  if (failure && connection === 'stale')
    return messageBody('progress', '◐ no connection yet', [failure.message, ...hint], 'plain');
  if (!complete) return messageBody('progress', '◐ loading …');
  return silence(state, sources, data);
}

/** The Pods of these containers. */
const podsOf = ({ cluster }: State, sources: LogsOf['sources']): readonly Pod[] =>
  [...new Set(sources.map(({ uid }) => uid))].flatMap((uid) => cluster.tables.pods.get(uid) ?? []);

/** Why no line is on show of logs that have come. */
function silence(state: State, sources: LogsOf['sources'], data: LogKept | undefined): Body {
  const { filters, reach, previous } = logsLook(state);
  if (data && data.count > 0 && !keepsAll(filters))
    return messageBody('muted', `none of ${grouped(data.count)} lines is kept by ${filtersText(filters)}`, [
      filters.least > 0 ? 'L shows lines of any severity again' : '& and enter takes the last filter away',
    ]);
  const unbegun = data?.over || previous ? undefined : unbegunTexts(podsOf(state, sources), sources);
  if (unbegun) return messageBody('progress', `◐ ${unbegun.first}`, unbegun.others);
  const where = typeof reach === 'object' ? ` in the last ${reachText(reach)}` : '';
  const more = where === '' ? [] : ['0 shows what was said before'];
  if (previous) return messageBody('muted', `○ what ran before said nothing${where}`, more);
  return messageBody(
    'muted',
    data?.over ? `○ ended, and said nothing${where}` : `nothing said${where} so far`,
    more,
  );
}

/** `filtering: 120,000 lines to go`; empty where all were looked at. */
function filteringText(state: State): string {
  return isFiltering(state) ? `filtering: ${grouped(logRows(state).pending)} lines to go` : '';
}

const beginning = (data: LogKept | undefined): string =>
  data && data.dropped > 0 ? `${grouped(data.dropped)} older lines dropped` : 'from its beginning';

function note(state: State): string {
  const logs = logsOf(state);
  if (!logs) return '';
  const { previous, reach, filters } = logsLook(state);
  const { filter } = paneState(state, LOGS);
  const { data } = fedBy(state, logs.feed);
  const rest = logs.all > logs.sources.length ? `${logs.sources.length} of ${logs.all} logs` : '';
  return [
    noteOf(state, uidOf(logs), logs.title),
    previous && 'previous',
    rest,
    typeof reach === 'object' ? `last ${reachText(reach)}` : reach === 'head' && beginning(data),
    filtersText(filters),
    filteringText(state),
    filter && `/${filter} ${searched(state)}`,
    standsText(state, logs),
  ]
    .filter(Boolean)
    .join(' · ');
}
