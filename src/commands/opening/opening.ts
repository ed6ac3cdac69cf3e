import type { Action } from '../../store/actions.ts';
import { containersOf, type ContainerView, whyNotEntered } from '../../model/pod/containers.ts';
import type { ContainerRef } from '../../model/session.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Way } from '../../model/rights.ts';
import { ableTo } from '../../store/selectors/able-to.ts';
import { labelsText } from '../../store/selectors/labels-asked.ts';
import {
  podsUnder,
  type SelectedOwner,
  selectedOwner,
} from '../../store/selectors/selected/selected-owner.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { type Choice, type Choices, type Subject, subjectOf } from '../../store/choice.ts';
import { type Command, type CommandContext, remark, say } from '../command.ts';
import { someOf } from '../../model/text/shortened.ts';

/** So many containers are offered of an owner or a namespace: who knows more by name filters Pods. */
const MOST_OFFERED = 500;

/** So many that run are named where one does not. */
const MOST_NAMED = 3;

/** What is opened in a container: by which right, what it is called, and the actions that it is. */
export interface Opening {
  readonly way: Way;
  readonly title: string;
  readonly to: (target: ContainerRef, of: Subject) => readonly Action[];
  /** It comes beside one, and so never beside what is there for that itself: of that the target is meant. */
  readonly beside?: true;
  /** The one that is meant, by its name; undefined: whichever the user picks. */
  readonly container?: string;
}

export const pick = (choices: Choices): readonly Action[] => [
  { type: 'open', overlay: 'picker', with: choices },
];

/** Opens something in a container of a Pod, or says why there can be none. */
function openIn(pod: Pod, container: ContainerView | undefined, opening: Opening): readonly Action[] {
  if (!container) return [say(noContainer(pod, opening), 'failing')];
  const why = whyNotIn(pod, container, opening);
  if (why !== undefined) return [say(why, 'failing')];
  const { namespace = '', name } = pod.metadata;
  return opening.to({ namespace, pod: name, container: container.name }, subjectOf(pod));
}

/** Why nothing is opened in a container, and in which others it would be; undefined where it runs. */
function whyNotIn(pod: Pod, container: ContainerView, opening: Opening): string | undefined {
  const why = whyNotEntered(container);
  const others = offered(pod, opening).filter(({ state }) => state.kind === 'running');
  if (why === undefined || others.length === 0) return why;
  return `${why}; ${someOf(others, MOST_NAMED, ({ name }) => name)} ${others.length === 1 ? 'is' : 'are'}`;
}

function noContainer(pod: Pod, { container }: Opening): string {
  const { name } = pod.metadata;
  if (container === undefined) return `${name} has no containers`;
  return `no container ${container} in ${name}; there are ${containersOf(pod)
    .map((each) => each.name)
    .join(', ')}`;
}

/** The container that the cursor is on, or was chosen, or the only one that runs; undefined where the user has to pick. */
function obvious({ state, pane }: CommandContext, pod: Pod, opening: Opening): ContainerView | undefined {
  const under = pane.id === 'containers' ? pane.list?.cursor : state.look.place.selection.container;
  const containers = offered(pod, opening);
  const target = opening.beside && containersOf(pod).find(({ name }) => name === under)?.target;
  const chosen = containers.find(({ name }) => name === (target || under));
  if (chosen) return chosen;
  const running = containers.filter((container) => container.state.kind === 'running');
  return running.length === 1 ? running[0] : containers.length === 1 ? containers[0] : undefined;
}

/** Those that run first; else as the Pod has them. */
const offered = (pod: Pod, { beside, container: asked }: Opening): readonly ContainerView[] => {
  const all = containersOf(pod).filter(
    ({ type, name }) => (!beside || type !== 'ephemeral') && (asked === undefined || name === asked),
  );
  const runs = ({ state }: ContainerView): boolean => state.kind === 'running';
  return [...all.filter(runs), ...all.filter((container) => !runs(container))];
};

/** Why nothing could be opened in what is selected; undefined where there is a container for it, or some to pick from. */
function whyNotOpened(context: CommandContext, opening: Opening): string | undefined {
  const { state } = context;
  const owner = selectedOwner(state);
  if (owner)
    return enterable(state, owner, opening).next().done
      ? noneToEnter(state, owner.title, opening.container)
      : undefined;
  const pod = selectedPod(state);
  if (!pod) return 'no Pod is selected';
  const container = obvious(context, pod, opening);
  if (container) return whyNotIn(pod, container, opening);
  return offered(pod, opening).length === 0 ? noContainer(pod, opening) : undefined;
}

/** Whether its key would open something in what is selected now. What is typed behind its word may mean another container. */
export const whenOpens =
  (opening: Opening): NonNullable<Command['when']> =>
  (context, typed = '') => {
    const able = whenAbleTo(opening.way)(context);
    return able !== true || typed !== '' ? able : (whyNotOpened(context, opening) ?? true);
  };

/** Opens something in what is selected: the container, or, where several could be meant, the one that is picked. */
export function openContainer(context: CommandContext, opening: Opening): readonly Action[] {
  const { state } = context;
  const owner = selectedOwner(state);
  if (owner) return pickUnder(state, owner, opening);
  const pod = selectedPod(state);
  if (!pod) return remark('no Pod is selected');
  const containers = offered(pod, opening);
  const container = obvious(context, pod, opening);
  if (container ?? containers.length === 0) return openIn(pod, container, opening);
  const fallback = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const runs = ({ type, state: { kind } }: ContainerView): boolean => type === 'app' && kind === 'running';
  const first = containers.find((candidate) =>
    fallback === undefined ? runs(candidate) : candidate.name === fallback,
  );
  return pick({
    title: `${opening.title} ${opening.beside ? 'beside' : 'in'} a container of ${pod.metadata.name}`,
    of: subjectOf(pod),
    choices: containers.map((candidate) => choiceOf(candidate.name, pod, candidate, opening)),
    cursor: first?.name,
    empty: 'no container has this name',
  });
}

/** The containers of an owner's Pods that could be meant; made one by one, since there may be thousands. */
function* enterable(
  state: State,
  owner: SelectedOwner,
  opening: Opening,
): Generator<{ readonly pod: Pod; readonly each: ContainerView }> {
  for (const pod of podsUnder(state, owner))
    if (ableTo(state, opening.way, pod.metadata.namespace ?? '') === true)
      for (const each of offered(pod, opening)) yield { pod, each };
}

/** Of an owner or a namespace nobody can tell which Pod is meant: each container is offered with its Pod's name. */
function pickUnder(state: State, owner: SelectedOwner, opening: Opening): readonly Action[] {
  const choices: Choice[] = [];
  for (const { pod, each } of enterable(state, owner, opening)) {
    const { name, namespace = '' } = pod.metadata;
    const label = owner.namespace === undefined ? `${namespace}/${name}` : name;
    choices.push(choiceOf(`${label}  ${each.name}`, pod, each, opening));
    if (choices.length > MOST_OFFERED) break;
  }
  if (choices.length === 0) return remark(noneToEnter(state, owner.title, opening.container));
  const running = choices.find(({ note }) => note === 'running');
  return pick({
    title: `${opening.title} in a Pod of ${owner.title}`,
    choices: choices.slice(0, MOST_OFFERED),
    cursor: running?.label,
    empty: 'no Pod and no container has this name',
    ...(choices.length > MOST_OFFERED && { warning: `these are the first ${MOST_OFFERED}` }),
  });
}

function noneToEnter(state: State, title: string, container: string | undefined): string {
  const labels = labelsText(state);
  if (container !== undefined) return `no Pod of ${title} has a container ${container} that can be entered`;
  return labels === ''
    ? `${title} has no Pods that can be entered`
    : `no Pod of ${title} that matches ${labels} can be entered`;
}

function choiceOf(label: string, pod: Pod, container: ContainerView, opening: Opening): Choice {
  const note = container.state.text;
  return { label, note, of: subjectOf(pod), actions: openIn(pod, container, opening) };
}

/** Whether it can be done in what is selected; in Pods of an owner, of several namespaces maybe, those that may are offered. */
export const whenAbleTo =
  (way: Way): NonNullable<Command['when']> =>
  ({ state }) => {
    const { place } = state.look;
    if (place.selection.deleted) return 'the Pod is deleted';
    const pod = selectedOwner(state) ? undefined : selectedPod(state);
    return ableTo(state, way, pod?.metadata.namespace ?? place.namespace ?? '');
  };
