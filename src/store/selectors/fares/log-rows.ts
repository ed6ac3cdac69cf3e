import { NO_LOG } from '../../../model/logs/log-buffer.ts';
import { keepsAll } from '../../../model/logs/log-filter.ts';
import { LogRows } from '../../../model/logs/log-rows.ts';
import { madeOnce } from '../../kept.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { logsLook, logsOf } from './logs.ts';

const MADE = madeOnce<LogRows>();

/** The rows on show: made once for what came, what filters keep of it, and how often these were let look on. */
export function logRows(state: State): LogRows {
  const logs = logsOf(state);
  const kept = (logs && fedBy(state, logs.feed).data) ?? NO_LOG;
  const { filters, turns } = logsLook(state);
  return state.cluster.kept.once(MADE, [kept, filters, turns], () => new LogRows(kept, filters));
}

/** Whether filters have rows to look at that they have not. */
export const isFiltering = (state: State): boolean =>
  !keepsAll(logsLook(state).filters) && logRows(state).pending > 0;
