import type { Action } from '../../store/actions.ts';
import { remark } from '../../commands/command.ts';
import {
  askedOfLogs,
  LOGS,
  logsLook,
  type LogReach,
  type LogsLook,
} from '../../store/selectors/fares/logs.ts';
import { paneState, type State } from '../../store/state.ts';
import { reachText } from './reach-text.ts';

/** Where keys of the logs mean something, and what most of them do. */
export const SCOPE = `pane:${LOGS}` as const;
export const change = (what: Partial<LogsLook>): Action => ({ type: 'own', of: LOGS, action: what });
export const toEnd: Action = { type: 'scroll', pane: LOGS, top: Infinity };
/** Another reach, from the end on. */
export function asked(state: State, reach: LogReach): readonly Action[] {
  const { reach: now } = logsLook(state);
  const isSame =
    typeof now === 'object' && typeof reach === 'object' ? now.seconds === reach.seconds : now === reach;
  return isSame && paneState(state, LOGS).top === Infinity
    ? remark(`asked for already: ${reachAsked(reach)}`)
    : [change(askedOfLogs(state, { reach })), toEnd];
}

const reachAsked = (reach: LogReach): string =>
  typeof reach === 'object'
    ? `no older than ${reachText(reach)}`
    : reach === 'head'
      ? 'all lines, from the beginning'
      : 'the last 1,000 lines';
