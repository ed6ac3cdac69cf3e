import { controllerOf } from '../../model/owners/owner-tree.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { type LogsLook, logsLook, type LogsOf, logsOfLook } from '../../store/selectors/fares/logs.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { podNamed } from '../../store/selectors/pods/pod-named.ts';
import { isDeleted, selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import type { State } from '../../store/state.ts';
import type { Body } from '../../view/block.ts';
import { messageBody } from '../../view/text/message-body.ts';
import { uidOf } from './standing.ts';

/**
 * What stands in place of logs whose Pod was deleted before they were read, and where there are others; undefined where it was not. An
 * API server asks its own Pod for the node, so that it has no log of one that is gone, whatever the node still has
 * (LogLocation in pkg/registry/core/pod/strategy.go).
 */
export function unreadBody(state: State, logs: LogsOf): Body | undefined {
  if (logs.gone && fedBy(state, logs.feed).data === undefined) {
    const text = `○ the marked Pods are gone, and ${whatText(state)} not read before`;
    return messageBody('muted', text, [WITHOUT], 'plain');
  }
  const pod = selectedPod(state);
  if (!pod || !isDeleted(state, uidOf(logs)) || fedBy(state, logs.feed).failure?.code !== 404)
    return undefined;
  return messageBody(
    'muted',
    `○ Pod ${pod.metadata.name} is deleted, and ${whatText(state)} not read before`,
    [WITHOUT, ...readOf(state), ...others(state, pod)],
    'plain',
  );
}

const WITHOUT = 'the server gives out no logs of a Pod that is gone';

const whatText = (state: State): string =>
  logsLook(state).previous ? 'what ran before its last restart was' : 'these logs were';

/** By which keys what was read of it is shown. */
function readOf(state: State): readonly string[] {
  const { previous, level } = logsLook(state);
  const { container } = state.look.place.selection;
  const isPod = level === 'pod' || container === undefined;
  return [
    wasRead(state, { previous: !previous }) &&
      `p shows what was read of ${previous ? 'its last run' : 'the run before'}`,
    !previous &&
      container !== undefined &&
      wasRead(state, { level: isPod ? 'container' : 'pod' }) &&
      `l shows what was read of ${isPod ? `container ${container}` : 'all its containers'}`,
  ].filter((text) => text !== false);
}

function wasRead(state: State, look: Partial<LogsLook>): boolean {
  const then = logsOfLook(state, look);
  return then !== undefined && fedBy(state, then.feed).data !== undefined;
}

/** By which keys logs of what takes its place are shown. */
function others(state: State, { metadata }: Pod): readonly string[] {
  const { name, namespace = '' } = metadata;
  const { peek } = state.look;
  if (podNamed(state, { namespace, pod: name }))
    return [`${peek ? 'esc, 2' : 'shift-tab'}, then l: logs of the Pod that has its name now`];
  const tree = ownerTree(state);
  const controller = tree.node(controllerOf(metadata)?.uid ?? '');
  const owner = controller && ([...tree.ancestors(controller.key)].at(-1) ?? controller);
  if (!owner) return [];
  return [
    `${peek ? 'esc, 1' : 'shift-tab twice'}, to ${owner.kind} ${owner.name}, then l: logs of what it runs now`,
  ];
}
