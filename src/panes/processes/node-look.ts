import { type Command, type CommandContext, say } from '../../commands/command.ts';
import { whyNoImage } from '../../store/selectors/why-no-image.ts';
import { humanDuration } from '../../model/ages.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { failureText } from '../../model/refusal.ts';
import { HELPER_IMAGE } from '../../model/processes/helper.ts';
import { nodeQuestion, whyNoNodeView } from '../../model/processes/node-view.ts';
import type { Action } from '../../store/actions.ts';
import { type Question, subjectOf } from '../../store/choice.ts';
import { ableToExec } from '../../store/selectors/able-to.ts';
import { nodeSeen, nodeSeenOf } from '../../store/selectors/anatomy/node-views.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { type MessageBody } from '../../view/block.ts';
import { messageBody } from '../../view/text/message-body.ts';

/** What is said instead of the node's view: that it is coming, or why it did not; undefined where there is none to say. */
export function nodeBody(state: State, pod: Pod): MessageBody | undefined {
  const seen = nodeSeenOf(state, pod);
  const node = pod.spec?.nodeName ?? '';
  if (seen?.type === 'looking')
    return messageBody('progress', `◐ looking on node ${node}, by a Pod that is made for it …`, [
      'H gives it up; in every ending the Pod is removed',
    ]);
  if (seen?.type === 'failed')
    return messageBody('failing', `✖ no view from node ${node}: ${failureText(seen.failure)}`, [
      'H is back to what its own containers see; nothing is left on the node',
    ]);
  return undefined;
}

/** `as node-1 has it, 12s ago` */
export function nodeNote(state: State, pod: Pod | undefined): string {
  const seen = nodeSeenOf(state, pod);
  if (!pod || seen?.type !== 'walk') return '';
  const ago = humanDuration(Math.max(0, state.look.now - seen.at));
  return `as ${pod.spec?.nodeName ?? 'its node'} has it, ${ago} ago · H its own`;
}

/** Takes the node's view off the tab, and gives up the look where one is under way. */
export function leaveNode(state: State, pod: Pod): readonly Action[] {
  const { uid } = pod.metadata;
  return nodeSeenOf(state, pod) ? [{ type: 'leave-node', uid }, nodeSeen(uid, undefined)] : [];
}

function able({ state }: CommandContext): true | string {
  const pod = selectedPod(state);
  if (!pod) return 'no Pod is selected';
  if (nodeSeenOf(state, pod)) return true;
  const { change } = state.cluster.capabilities;
  if (change !== true) return `no view from its node: ${change}`;
  const exec = ableToExec(state, pod.metadata.namespace ?? '');
  return exec === true ? (whyNoNodeView(pod) ?? true) : exec;
}

/**
 * The node's view, which makes a Pod: asks first. While it is on show, or coming, the same key is back to what the
 * Pod's own containers see.
 *
 * @param opens what brings the tab on show
 */
export function nodeLook(pane: string, opens: readonly Action[]): Command {
  return {
    id: 'node-view',
    keys: ['H'],
    title: 'as its node has them (asks: makes a Pod for a moment)',
    hint: 'node',
    // `node` is a kind.
    word: 'node-view',
    takes: 'IMAGE',
    scope: `pane:${pane}`,
    when: able,
    run: ({ state }, image) => {
      const pod = selectedPod(state);
      if (!pod) return [say('no Pod is selected')];
      const why = whyNoImage(state, ':node-view', image);
      if (why !== undefined) return [say(why, 'failing')];
      const leave = leaveNode(state, pod);
      if (leave.length > 0 && !image) return leave;
      return [{ type: 'open', overlay: 'confirm', with: question(pod, image || HELPER_IMAGE, opens) }];
    },
  };
}

function question(pod: Pod, image: string, opens: readonly Action[]): Question {
  const look = { pod, image };
  const actions: readonly Action[] = [...opens, { type: 'look-at-node', look }];
  return {
    title: `${pod.metadata.name} as its node has it`,
    lines: nodeQuestion(look),
    of: subjectOf(pod),
    choices: [{ label: 'Look', key: 'l', actions }],
  };
}
