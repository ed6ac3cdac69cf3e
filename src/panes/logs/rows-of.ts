import { NO_LOG } from '../../model/logs/log-buffer.ts';
import { LogRows } from '../../model/logs/log-rows.ts';
import { madeOnce } from '../../store/kept.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { logsLook, logsOf } from '../../store/selectors/fares/logs.ts';
import type { State } from '../../store/state.ts';

const MADE = madeOnce<LogRows>();

/** The rows on show: made once for what came and what filters keep of it. */
export function rowsOf(state: State): LogRows {
  const logs = logsOf(state);
  const kept = (logs && fedBy(state, logs.feed).data) ?? NO_LOG;
  const { filters } = logsLook(state);
  return state.cluster.kept.once(MADE, [kept, filters], () => new LogRows(kept, filters));
}
