import { type LogKept, NO_LOG } from '../../model/logs/log-buffer.ts';
import { type LogFilters, NO_FILTERS } from '../../model/logs/log-filter.ts';
import { LogRows } from '../../model/logs/log-rows.ts';
import type { Derived } from '../../store/kept.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { logsLook, logsOf } from '../../store/selectors/logs.ts';
import type { State } from '../../store/state.ts';

interface Made {
  readonly kept: LogKept;
  readonly filters: LogFilters;
  readonly rows: LogRows;
}

const MADE: Derived<Made> = {
  initial: { kept: NO_LOG, filters: NO_FILTERS, rows: new LogRows(NO_LOG, NO_FILTERS) },
};

/** The rows on show: made once for what came and what filters keep of it. */
export function rowsOf(state: State): LogRows {
  const logs = logsOf(state);
  const kept = (logs && fedBy(state, logs.feed).data) ?? NO_LOG;
  const { filters } = logsLook(state);
  return state.cluster.kept.next(MADE, (last) =>
    last.kept === kept && last.filters === filters
      ? last
      : { kept, filters, rows: new LogRows(kept, filters) },
  ).rows;
}
