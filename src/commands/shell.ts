import type { Action } from '../store/actions.ts';
import { containersOf, type ContainerView } from '../model/pod/containers.ts';
import { commandWords } from '../model/sessions/command-words.ts';
import type { Pod } from '../model/kinds/objects.ts';
import { ableToExec } from '../store/selectors/able-to-exec.ts';
import { podsUnder, selectedOwner } from '../store/selectors/selected/selected-owner.ts';
import { selectedPod } from '../store/selectors/selected/selection.ts';
import type { State } from '../store/state.ts';
import type { Choice, Choices } from '../store/choice.ts';
import { type Command, type CommandContext, remark, say } from './command.ts';

/** So many containers are offered of an owner or a namespace: who knows more by name filters Pods. */
const MOST_OFFERED = 500;

/** The words of a command; none: a shell. */
type Words = readonly string[];

/** Opens a shell in a container of a Pod, or says why there can be none. */
function openShell(pod: Pod, container: ContainerView | undefined, command: Words = []): readonly Action[] {
  if (!container) return [say(`${pod.metadata.name} has no containers`, 'failing')];
  if (container.state.kind !== 'running') {
    const why = `is not running (${container.state.text}): nothing can be run in it`;
    return [say(`${container.name} ${why}`, 'failing')];
  }
  const { namespace = '', name } = pod.metadata;
  const target = { namespace, pod: name, container: container.name };
  return [{ type: 'shell', target, ...(command.length > 0 && { command }) }];
}

/** The container that the cursor is on, or was chosen, or the only one that runs; undefined where the user has to pick. */
function obvious(
  { state, pane }: CommandContext,
  containers: readonly ContainerView[],
): ContainerView | undefined {
  const under = pane.id === 'containers' ? pane.list?.cursor : state.look.place.selection.container;
  const chosen = containers.find(({ name }) => name === under);
  if (chosen) return chosen;
  const running = containers.filter((container) => container.state.kind === 'running');
  return running.length === 1 ? running[0] : containers.length === 1 ? containers[0] : undefined;
}

function run(context: CommandContext, typed = ''): readonly Action[] {
  const { state } = context;
  const command = commandWords(typed);
  if (!command) return [say('a quote is open', 'failing')];
  const owner = selectedOwner(state);
  if (owner) return pickUnder(state, owner, command);
  const pod = selectedPod(state);
  if (!pod) return remark('no Pod is selected');
  const containers = containersOf(pod);
  const container = obvious(context, containers);
  if (container ?? containers.length === 0) return openShell(pod, container, command);
  const fallback = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const runs = ({ type, state: { kind } }: ContainerView): boolean => type === 'app' && kind === 'running';
  const first = containers.find((candidate) =>
    fallback === undefined ? runs(candidate) : candidate.name === fallback,
  );
  return pick({
    title: `${titleOf(command)} in a container of ${pod.metadata.name}`,
    choices: containers.map((candidate) => choiceOf(candidate.name, pod, candidate, command)),
    cursor: first?.name,
    empty: 'no container has this name',
  });
}

/** Of an owner or a namespace nobody can tell which Pod is meant: each container is offered with its Pod's name. */
function pickUnder(
  state: State,
  owner: NonNullable<ReturnType<typeof selectedOwner>>,
  command: Words,
): readonly Action[] {
  const choices: Choice[] = [];
  for (const pod of podsUnder(state, owner)) {
    const { name, namespace = '' } = pod.metadata;
    const label = owner.namespace === undefined ? `${namespace}/${name}` : name;
    if (ableToExec(state, namespace) !== true) continue;
    for (const each of containersOf(pod))
      choices.push(choiceOf(`${label}  ${each.name}`, pod, each, command));
    if (choices.length > MOST_OFFERED) break;
  }
  if (choices.length === 0) return remark(`${owner.title} has no Pods that a shell can be opened in`);
  const running = choices.find(({ actions }) => actions?.[0]?.type === 'shell');
  return pick({
    title: `${titleOf(command)} in a Pod of ${owner.title}`,
    choices: choices.slice(0, MOST_OFFERED),
    cursor: running?.label,
    empty: 'no Pod and no container has this name',
    ...(choices.length > MOST_OFFERED && { warning: `these are the first ${MOST_OFFERED}` }),
  });
}

const titleOf = (command: Words): string => (command.length === 0 ? 'Shell' : `\`${command.join(' ')}\``);

function choiceOf(label: string, pod: Pod, container: ContainerView, command: Words): Choice {
  return { label, note: container.state.text, actions: openShell(pod, container, command) };
}

const pick = (choices: Choices): readonly Action[] => [{ type: 'open', overlay: 'picker', with: choices }];

/** A shell in what is selected: a container, or a Pod; of an owner or a namespace the Pod is asked for. */
export const shell: Command = {
  id: 'shell',
  keys: ['s'],
  title: 'shell in a container (picker if several)',
  hint: 'shell',
  word: 'exec',
  scope: 'global',
  when: ({ state }) => {
    if (state.look.place.selection.deleted) return 'the Pod is deleted';
    if (selectedOwner(state)) return state.cluster.capabilities.exec;
    const namespace = selectedPod(state)?.metadata.namespace ?? '';
    return ableToExec(state, namespace);
  },
  run,
};
