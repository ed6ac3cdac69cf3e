import { MOST_COUNTED } from '../../model/text/searched-lines.ts';
import { grouped } from '../../model/text/grouped.ts';
import { LOGS, logsLook } from '../../store/selectors/fares/logs.ts';
import { logRows } from '../../store/selectors/fares/log-rows.ts';
import { paneState, type State } from '../../store/state.ts';
import { foundText } from '../parts/text-tab.ts';

/** Searches and filters look at lines as programs said them, also where these are shown as they are read (`J`). */
export const AS_SAID = 'as it was said';

/** What the search has found: of the lines on show, as `less` has it under a filter, and of those that it hides where none of these is. */
export function searched(state: State): string {
  const { filter, top } = paneState(state, LOGS);
  if (filter === '') return '';
  const found = logRows(state).matches(filter, top);
  const said = logsLook(state).readable ? ` ${AS_SAID}` : '';
  if (found.of > 0) return `${foundText(found)}${said}`;
  const hidden = hiddenText(state, filter);
  return hidden === '' ? `${foundText(found)}${said}` : `is in no line on show${said}, ${hidden}`;
}

/** That no line on show has a text; that others have it, and that it may be on show all the same. */
export function lacking(state: State, text: string): string {
  const { readable } = logsLook(state);
  const hidden = hiddenText(state, text);
  return [
    hidden === '' ? `no line has ${text}` : `no line on show has ${text}`,
    readable && ` ${AS_SAID}`,
    hidden !== '' && `, ${hidden}`,
    readable && ' · J shows lines so',
  ]
    .filter(Boolean)
    .join('');
}

/** `but 12 that the filter hides`; empty where it hides none. */
function hiddenText(state: State, text: string): string {
  const hidden = logRows(state).hidden(text);
  if (hidden === 0) return '';
  return `but ${grouped(hidden)}${hidden === MOST_COUNTED ? '+' : ''} that the filter hides`;
}
