import type { Action } from '../store/actions.ts';
import type { Able } from '../model/capabilities.ts';
import type { LogFilters } from '../model/logs/log-filter.ts';
import { ableTo } from '../store/selectors/able-to.ts';
import { placeOnTop, toPlace } from '../store/selectors/fares/log-rows.ts';
import { askedOfLogs, chosenLogs, LOGS, logsLook, ofRun } from '../store/selectors/fares/logs.ts';
import { firstPodIsAwaited } from '../store/selectors/lists.ts';
import { selectedOwner } from '../store/selectors/selected/selected-owner.ts';
import { selectedPod } from '../store/selectors/selected/selected-pod.ts';
import { type State, withLook } from '../store/state.ts';
import type { Command, CommandContext } from './command.ts';

/** Whether there is something whose logs may be shown: an owner, a Pod, or the first one, which is about to come. */
function whenSome({ state }: CommandContext): Able {
  const owner = selectedOwner(state);
  const pod = selectedPod(state);
  if (!owner && !pod) return firstPodIsAwaited(state) || 'no Pod is selected';
  return ableTo(state, 'logs', (owner ? owner.namespace : pod?.metadata.namespace) ?? '');
}

/** Shows logs over the lower half: of the owner, Pod or container that the cursor is on. */
function show({ state, pane }: CommandContext, previous: boolean): readonly Action[] {
  const { list } = pane;
  // The cursor's row is meant, also where nobody has chosen it.
  const under = pane.id === 'containers' ? list?.cursor : undefined;
  const select: Action[] =
    under === undefined || !list ? [] : [{ type: 'select', selection: list.select(under) }];
  const chosen = {
    ...chosenLogs(state),
    ...(under !== undefined && { level: 'container' as const }),
    ...ofRun(state, previous),
  };
  return [
    ...select,
    { type: 'own', of: LOGS, action: chosen },
    { type: 'peek', slot: 3, pane: LOGS },
    { type: 'scroll', pane: LOGS, top: Infinity },
  ];
}

/** Other filters over the logs: the line on top stays, or the next one that they keep; who follows, follows. */
export function filterLogs(state: State, filters: LogFilters): readonly Action[] {
  const change = askedOfLogs(state, { filters });
  const filter: Action = { type: 'own', of: LOGS, action: change };
  const place = placeOnTop(state);
  if (!place) return [filter, { type: 'scroll', pane: LOGS, top: Infinity }];
  const look = { ...logsLook(state), ...change };
  return [filter, toPlace(withLook(state, { own: { ...state.look.own, [LOGS]: look } }), place)];
}

export const logs: readonly Command[] = [
  {
    id: 'logs',
    keys: ['l'],
    title: 'logs of the container, the Pod, or all Pods of the owner',
    hint: 'logs',
    word: 'logs',
    scope: 'global',
    when: whenSome,
    run: (context) => show(context, false),
  },
  {
    id: 'previous-logs',
    keys: ['p'],
    title: 'logs of what ran before the last restart',
    scope: 'global',
    when: whenSome,
    run: (context) => show(context, true),
  },
];
