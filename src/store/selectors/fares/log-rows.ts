import { NO_LOG } from '../../../model/logs/log-buffer.ts';
import { keepsAll } from '../../../model/logs/log-filter.ts';
import { LogRows } from '../../../model/logs/log-rows.ts';
import { madeOnce } from '../../kept.ts';
import type { Action } from '../../actions.ts';
import type { LinePlace } from '../../look.ts';
import { paneState, type State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { LOGS, logsLook, logsOf } from './logs.ts';

const MADE = madeOnce<LogRows>();

/** The rows on show: made once for what came, what filters keep of it, and how often these were let look on. */
export function logRows(state: State): LogRows {
  const logs = logsOf(state);
  const kept = (logs && fedBy(state, logs.feed).data) ?? NO_LOG;
  const { filters, turns } = logsLook(state);
  return state.cluster.kept.once(MADE, [kept, filters, turns], () => new LogRows(kept, filters));
}

/** The line that is on top where one stands still, or the one that was before filters hid it; undefined where one follows. */
export function placeOnTop(state: State): LinePlace | undefined {
  const { top, place } = paneState(state, LOGS);
  const of = logsOf(state)?.feed.of;
  if (top === Infinity || of === undefined) return undefined;
  if (place?.of === of) return place;
  const rows = logRows(state);
  return { of, line: rows.placeOf(Math.max(rows.first, Math.min(top, rows.count - 1))), found: true };
}

/** Goes where a line is as far as filters have looked, or the next one that they keep. */
export function toPlace(state: State, { of, line }: LinePlace): Action {
  const { row, found } = logRows(state).rowOf(line);
  return { type: 'scroll', pane: LOGS, top: row, place: { of, line, found } };
}

/** Whether the line that is to stay on show was not found yet. */
export function isSeeking(state: State): boolean {
  return paneState(state, LOGS).place?.found === false && placeOnTop(state)?.found === false;
}

/** Whether filters have rows to look at that they have not. */
export const isFiltering = (state: State): boolean =>
  !keepsAll(logsLook(state).filters) && logRows(state).pending > 0;
