import type { Action } from '../../store/actions.ts';
import { LOGS, type LogsLook } from '../../store/selectors/fares/logs.ts';

/** Where keys of the logs mean something, and what most of them do. */
export const SCOPE = `pane:${LOGS}` as const;
export const change = (what: Partial<LogsLook>): Action => ({ type: 'own', of: LOGS, action: what });
export const toEnd: Action = { type: 'scroll', pane: LOGS, top: Infinity };
