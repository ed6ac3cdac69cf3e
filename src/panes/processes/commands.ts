import { type Command, type CommandContext, say } from '../../commands/command.ts';
import { whyNoWalk } from '../../model/processes/walk-target.ts';
import { ableToExec } from '../../store/selectors/able-to-exec.ts';
import { selectedPod } from '../../store/selectors/selection.ts';
import { ask, askedOf, ID } from './asked.ts';

/** Why no walk can be made now, or true. */
function walkable({ state }: CommandContext): true | string {
  const pod = selectedPod(state);
  if (!pod) return 'no Pod is selected';
  const able = ableToExec(state, pod.metadata.namespace ?? '');
  return able === true ? (whyNoWalk(pod) ?? true) : able;
}

/** Opens the tab, and walks where that was not done for this Pod. */
const open: Command = {
  id: 'processes',
  keys: ['P'],
  title: 'processes of the Pod (walks /proc once, by exec)',
  scope: 'global',
  group: 'What is selected',
  run: (context) => {
    const { state } = context;
    const peek = { type: 'peek', slot: 3, pane: ID } as const;
    const pod = selectedPod(state);
    if (!pod || askedOf(state, pod) || walkable(context) !== true) return [peek];
    return [peek, ask(state, pod)];
  },
};

const again: Command = {
  id: 'walk-again',
  keys: ['ctrl-r'],
  title: 'walk /proc again',
  hint: 'walk',
  scope: `pane:${ID}`,
  when: walkable,
  run: ({ state }) => {
    const pod = selectedPod(state);
    return pod ? [ask(state, pod)] : [say('no Pod is selected')];
  },
};

export const commands: readonly Command[] = [open, again];
