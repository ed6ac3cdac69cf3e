import { remark } from '../../commands/command.ts';
import { filterLogs } from '../../commands/logs.ts';
import { isLinear } from '../../model/text/linear.ts';
import { boundOf, type LogFilters, withFilter, withoutLast } from '../../model/logs/log-filter.ts';
import { logsLook } from '../../store/selectors/fares/logs.ts';
import type { State } from '../../store/state.ts';
import { definePrompt } from '../parts/prompt.ts';

const HOW = 'text · !text · /regex/ · empty: without the last';

/** The filters with one more, without the last for an empty text, or in words why not. */
function filtersWith(state: State, text: string): LogFilters | string {
  const { filters } = logsLook(state);
  return text === '' ? withoutLast(filters) : withFilter(filters, text, isLinear);
}

/** One more filter over the logs: it works on what comes, too. */
export const logFilter = definePrompt({
  id: 'log-filter',
  label: '&',
  note: ({ state }) => {
    const { filters, readable } = logsLook(state);
    const texts = filters.texts.map((text) => `&${text}`).join(' ');
    // Lines of JSON and logfmt are on show otherwise then.
    return [texts, readable && 'looks at lines as they were said', HOW].filter(Boolean).join(' · ');
  },
  refusal: ({ state }, text) => {
    const next = filtersWith(state, text);
    return typeof next === 'string' ? next : undefined;
  },
  enter: ({ state }, text) => {
    const next = filtersWith(state, text);
    if (typeof next === 'string') return [];
    const most = boundOf(text);
    return [
      ...filterLogs(state, next),
      ...(most === undefined
        ? []
        : remark(`looks at the first ${most} characters of a line: more could take for ever`)),
    ];
  },
});
