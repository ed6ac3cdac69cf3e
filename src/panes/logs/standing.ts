import { againText } from '../../model/failure.ts';
import type { Fed } from '../../store/cluster.ts';
import { LOGS, logsLook, logsOf, type LogsOf } from '../../store/selectors/fares/logs.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { isDeleted } from '../../store/selectors/selected/selected-pod.ts';
import { paneState, type State } from '../../store/state.ts';

/** Where nothing is being read. */
const STANDS: Partial<Record<Fed<unknown>['connection'], string>> = {
  stale: 'connection lost',
  failed: 'not read',
};

/** The Pod whose logs they are; empty of several. */
export const uidOf = ({ several, sources }: LogsOf): string => (several ? '' : (sources[0]?.uid ?? ''));

/** Whether more is waited for: of what says no more, nothing is. */
export function standsText(state: State, logs: LogsOf): string {
  const { connection, data, failure } = fedBy(state, logs.feed);
  const told = STANDS[connection];
  const stands = data?.over ? 'ended' : told && told + againText(failure, state.look.now);
  if (stands !== undefined || noMoreText(state) !== undefined) return stands ?? '';
  return followsText(paneState(state, LOGS).top);
}

export const followsText = (top: number): string => (top === Infinity ? 'following' : 'stands still');

/** Whether it is seen that one follows, or does not, by more than what is on show. */
export function isFollowingTold(state: State): boolean {
  const logs = logsOf(state);
  return logs !== undefined && standsText(state, logs) === followsText(paneState(state, LOGS).top);
}

/** Why nothing more comes: of a run that has ended, and of a Pod that is gone. Undefined where something may. */
export function noMoreText(state: State): string | undefined {
  const logs = logsOf(state);
  if (!logs) return undefined;
  if (logs.gone) return 'the marked Pods are gone: there is nothing more to follow';
  if (isDeleted(state, uidOf(logs))) return 'the Pod is deleted: there is nothing more to follow';
  if (logsLook(state).previous) return 'what ran before says no more: p shows what runs now';
  const { connection, data } = fedBy(state, logs.feed);
  if (connection === 'failed') return 'these logs are not read: there is nothing to follow';
  return data?.over ? 'these logs have ended: there is nothing more to follow' : undefined;
}
