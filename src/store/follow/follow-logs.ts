import { NO_FILTERS } from '../../model/logs/log-filter.ts';
import { rowText } from '../../model/logs/log-chunk.ts';
import type { LogKept } from '../../model/logs/log-buffer.ts';
import type { LogItem } from '../../model/logs/log-item.ts';
import { LogRows } from '../../model/logs/log-rows.ts';
import type { FeedEvents } from '../actions.ts';
import { fedBy } from '../selectors/lists.ts';
import { logRows } from '../selectors/fares/log-rows.ts';
import { LOGS, logsOf } from '../selectors/fares/logs.ts';
import { paneState, type State, withPane } from '../state.ts';

/** Where one reads in logs the line on top stays there, though lines that came late stand above it by now. */
export function followLogs(before: State, after: State, batch: readonly FeedEvents[]): State {
  const { top } = paneState(after, LOGS);
  if (top === Infinity || !batch.some(({ feed }) => feed.type === 'logs')) return after;
  const logs = logsOf(after);
  const was = logs && fedBy(before, logs.feed).data;
  const is = logs && fedBy(after, logs.feed).data;
  return was && is && is.moved > was.moved ? stayed(before, after, logs.feed.of, was, is) : after;
}

function stayed(before: State, after: State, of: string, was: LogKept, is: LogKept): State {
  const { top, place } = paneState(after, LOGS);
  const late = is.moved - was.moved;
  const all = (kept: LogKept): LogRows => new LogRows(kept, NO_FILTERS);
  return withPane(after, LOGS, {
    top: nowAt(logRows(before), logRows(after), top, late),
    ...(place?.of === of && { place: { ...place, line: nowAt(all(was), all(is), place.line, late) } }),
  });
}

/** Where a row stands now, as many rows further at most as have come before others; where it was, if it is not found. */
function nowAt(before: LogRows, after: LogRows, row: number, late: number): number {
  const item = before.at(row);
  if (!item) return row;
  for (let at = row; at <= row + late; at++) {
    const other = after.at(at);
    if (other && isSame(item, other)) return at;
  }
  return row;
}

const isSame = (one: LogItem, other: LogItem): boolean =>
  one.source === other.source && one.time === other.time && rowText(one) === rowText(other);
