import type { Action } from '../store/actions.ts';
import { containersOf, type ContainerView } from '../model/containers.ts';
import type { Pod } from '../model/objects.ts';
import { ableToExec } from '../store/selectors/able-to-exec.ts';
import { selectedPod } from '../store/selectors/selection.ts';
import type { State } from '../store/state.ts';
import type { Choices } from './choice.ts';
import { type Command, say } from './command.ts';

/** Opens a shell in a container of the selected Pod, or says why there can be none. */
export function openShell(state: State, pod: Pod, container: ContainerView | undefined): readonly Action[] {
  if (!container) return [say(state, `${pod.metadata.name} has no containers`, 'failing')];
  if (container.state.kind !== 'running') {
    return [
      say(
        state,
        `${container.name} is not running (${container.state.text}): there is nothing to open a shell in`,
        'failing',
      ),
    ];
  }
  const { namespace = '', name } = pod.metadata;
  return [{ type: 'shell', target: { namespace, pod: name, container: container.name } }];
}

/** The chosen container, or the only one that runs; undefined where the user has to pick. */
function obvious(state: State, containers: readonly ContainerView[]): ContainerView | undefined {
  const chosen = containers.find(({ name }) => name === state.look.place.selection.container);
  if (chosen) return chosen;
  const running = containers.filter((container) => container.state.kind === 'running');
  return running.length === 1 ? running[0] : containers.length === 1 ? containers[0] : undefined;
}

function run(state: State): readonly Action[] {
  const pod = selectedPod(state);
  if (!pod) return [say(state, 'no Pod is selected')];
  const containers = containersOf(pod);
  const container = obvious(state, containers);
  if (container ?? containers.length === 0) return openShell(state, pod, container);
  const fallback = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const runs = ({ type, state: { kind } }: ContainerView): boolean => type === 'app' && kind === 'running';
  const first = containers.find((candidate) =>
    fallback === undefined ? runs(candidate) : candidate.name === fallback,
  );
  const choices: Choices = {
    title: `Shell in a container of ${pod.metadata.name}`,
    choices: containers.map((candidate) => ({
      label: candidate.name,
      note: candidate.state.text,
      actions: openShell(state, pod, candidate),
    })),
    cursor: first?.name,
    empty: 'no container has this name',
  };
  return [{ type: 'open', overlay: 'picker', with: choices }];
}

export const shell: Command = {
  id: 'shell',
  keys: ['s'],
  title: 'shell in a container (picker if several)',
  hint: 'shell',
  scope: 'global',
  when: ({ state }) => {
    if (state.look.place.selection.deleted) return 'the Pod is deleted';
    const namespace = selectedPod(state)?.metadata.namespace ?? '';
    return ableToExec(state, namespace);
  },
  run: ({ state }) => run(state),
};
