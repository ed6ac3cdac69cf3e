import type { Action } from '../../store/actions.ts';
import type { State } from '../../store/state.ts';
import { askedOfLogs, LOGS, type LogsLook } from '../../store/selectors/fares/logs.ts';

/** Where keys of the logs mean something, and what most of them do. */
export const SCOPE = `pane:${LOGS}` as const;
export const change = (what: Partial<LogsLook>): Action => ({ type: 'own', of: LOGS, action: what });
/** Another reach, from the end on. */
export const asked = (state: State, what: Parameters<typeof askedOfLogs>[1]): readonly Action[] => [
  change(askedOfLogs(state, what)),
  toEnd,
];
export const toEnd: Action = { type: 'scroll', pane: LOGS, top: Infinity };
