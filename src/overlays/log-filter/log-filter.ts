import { remark, say } from '../../commands/command.ts';
import { isLinear } from '../../model/logs/linear.ts';
import { boundOf, withFilter, withoutLast } from '../../model/logs/log-filter.ts';
import { LOGS, logsLook } from '../../store/selectors/fares/logs.ts';
import { definePrompt } from '../parts/prompt.ts';

const HOW = 'text · !text · /regex/ · empty: without the last';

/** One more filter over the logs: it works on what comes, too. */
export const logFilter = definePrompt({
  id: 'log-filter',
  label: '&',
  note: ({ state }) => {
    const { texts } = logsLook(state).filters;
    return texts.length === 0 ? HOW : `${texts.map((text) => `&${text}`).join(' ')} · ${HOW}`;
  },
  enter: ({ state }, text) => {
    const { filters } = logsLook(state);
    const next = text === '' ? withoutLast(filters) : withFilter(filters, text, isLinear);
    if (typeof next === 'string') return [say(next, 'failing')];
    const most = boundOf(text);
    return [
      { type: 'own', of: LOGS, action: { filters: next } },
      { type: 'scroll', pane: LOGS, top: Infinity },
      ...(most === undefined
        ? []
        : remark(`looks at the first ${most} characters of a line: more could take for ever`)),
    ];
  },
});
