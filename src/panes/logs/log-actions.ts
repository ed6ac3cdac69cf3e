import type { Action } from '../../store/actions.ts';
import { remark } from '../../commands/command.ts';
import { feedKey } from '../../model/feed.ts';
import {
  askedOfLogs,
  LOGS,
  logsLook,
  logsOf,
  logsOfLook,
  type LogReach,
  type LogsLook,
} from '../../store/selectors/fares/logs.ts';
import { isDeleted } from '../../store/selectors/selected/selected-pod.ts';
import { paneState, type State } from '../../store/state.ts';
import { reachText } from './reach-text.ts';
import { uidOf } from './standing.ts';

/** Where keys of the logs mean something, and what most of them do. */
export const SCOPE = `pane:${LOGS}` as const;
export const change = (what: Partial<LogsLook>): Action => ({ type: 'own', of: LOGS, action: what });
export const toEnd: Action = { type: 'scroll', pane: LOGS, top: Infinity };

/** Other logs of what is selected, from the end on; of a Pod that is deleted only those that were read before. */
export function others(state: State, what: Partial<LogsLook>): readonly Action[] {
  const logs = logsOf(state);
  const then = logsOfLook(state, what);
  const isRead = then !== undefined && state.cluster.feeds.has(feedKey(then.feed));
  return logs && isDeleted(state, uidOf(logs)) && !isRead
    ? remark('the Pod is deleted: what was read of it is all there is')
    : [change(what), toEnd];
}

/** Another reach, from the end on. */
export function asked(state: State, reach: LogReach): readonly Action[] {
  const { reach: now } = logsLook(state);
  const isSame =
    typeof now === 'object' && typeof reach === 'object' ? now.seconds === reach.seconds : now === reach;
  return isSame && paneState(state, LOGS).top === Infinity
    ? remark(`asked for already: ${reachAsked(reach)}`)
    : others(state, askedOfLogs(state, { reach }));
}

const reachAsked = (reach: LogReach): string =>
  typeof reach === 'object'
    ? `no older than ${reachText(reach)}`
    : reach === 'head'
      ? 'all lines, from the beginning'
      : 'the last 1,000 lines';
