import { type Command, type CommandContext, say } from '../../commands/command.ts';
import { humanDuration } from '../../model/ages.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { whyNoWalk } from '../../model/processes/walk-target.ts';
import { notWalkedIn, wayInText } from '../../model/processes/way-in.ts';
import type { Action } from '../../store/actions.ts';
import { madeOnce } from '../../store/kept.ts';
import type { Slot } from '../../store/look.ts';
import { nodeText } from '../../store/selectors/nodes.ts';
import { ableTo, ableToExec } from '../../store/selectors/able-to.ts';
import { isDeleted, selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import {
  AGAIN,
  ask,
  askedOf,
  failedForNode,
  seenOf,
  walkFailed,
} from '../../store/selectors/anatomy/walk.ts';
import type { State } from '../../store/state.ts';

/** Why no walk of a Pod can be made now; undefined where it can be tried. */
export function whyNotWalked(state: State, pod: Pod): string | undefined {
  if (isDeleted(state, pod.metadata.uid)) return 'the Pod is deleted';
  const able = ableToExec(state, pod.metadata.namespace ?? '');
  return able === true ? whyNoWalk(pod) : able;
}

/** `walked 12s ago`: what is on show does not change by itself, but where it is walked `every 5s`. */
export function walkedNote(state: State, pod: Pod | undefined): string {
  const times = [...(seenOf(state, pod)?.walks.values() ?? [])].flatMap((walked) =>
    walked.type === 'walk' ? [walked.at] : [],
  );
  if (times.length === 0) return '';
  const ago = `walked ${humanDuration(Math.max(0, state.look.now - Math.max(...times)))} ago`;
  const again = pod && askedOf(state, pod)?.again;
  return again ? `${ago}, every ${humanDuration(AGAIN)}` : ago;
}

/** Why no walk can be made of what is selected, or true. */
export function walkable({ state }: CommandContext): true | string {
  const pod = selectedPod(state);
  if (!pod) return 'no Pod is selected';
  return whyNotWalked(state, pod) ?? true;
}

/** That no walk can be made in any container here, whatever is selected. */
export function walkless({ state }: CommandContext): string | undefined {
  const { namespace } = state.look.place;
  const able = ableToExec(state, namespace ?? selectedPod(state)?.metadata.namespace ?? '');
  return able === true ? undefined : `no walk: ${able}`;
}

const FAILED = madeOnce<ReadonlyMap<string, Failure>>();

/** Why containers could not be walked in of which nothing was seen; made once, since a walk may bring thousands. */
export function failedWalks(state: State, pod: Pod): ReadonlyMap<string, Failure> {
  const walks = seenOf(state, pod)?.walks;
  return state.cluster.kept.once(FAILED, [pod, walks], () => (walks ? notWalkedIn(pod, walks) : new Map()));
}

/**
 * What would work in those that have no shell, or on a virtual node; those that could not be walked in where it is not
 * said which.
 */
export function wayIn(state: State, pod: Pod, failed = failedWalks(state, pod)): string | undefined {
  return debugWay(state, pod, failed) ?? (failedForNode(state, pod) ? nodeText(state, pod) : undefined);
}

function debugWay(state: State, pod: Pod, failed: ReadonlyMap<string, Failure>): string | undefined {
  const may = ableTo(state, 'debug', pod.metadata.namespace ?? '') === true;
  const tried = new Set(seenOf(state, pod)?.walks.keys());
  return wayInText(pod, { failed, tried, then: 'walks', may });
}

interface WalkTab {
  readonly id: string;
  readonly key: string;
  /** The actions that bring it on show. */
  readonly opens: readonly Action[];
  /** What it shows, for help. */
  readonly title: string;
  /** What walking again does first. */
  readonly first?: (state: State, pod: Pod) => readonly Action[];
}

/** A tab brought on show in the slot of its own. */
export const inSlot = (slot: Slot, pane: string): readonly Action[] => [
  { type: 'tab', slot, pane },
  { type: 'focus', slot },
];

/**
 * The keys of a tab that shows something of the walk: its own opens it, and walks where no tab asked for this Pod yet,
 * or nothing came of that; another walks again.
 */
export function walkCommands({ id, key, opens, title, first }: WalkTab): readonly Command[] {
  const open: Command = {
    id,
    keys: [key],
    title: `${title} (walks /proc once, by exec)`,
    scope: 'global',
    group: 'What is selected',
    lacks: walkless,
    run: (context) => {
      const { state } = context;
      const pod = selectedPod(state);
      const walked = pod && askedOf(state, pod) && !walkFailed(state, pod);
      if (!pod || walked || walkable(context) !== true) return opens;
      return [...opens, ask(state, pod)];
    },
  };
  const again: Command = {
    id: `${id}-walk-again`,
    keys: ['ctrl-r'],
    title: 'walk /proc again',
    hint: 'walk',
    scope: `pane:${id}`,
    when: walkable,
    run: ({ state }) => {
      const pod = selectedPod(state);
      return pod ? [...(first?.(state, pod) ?? []), ask(state, pod)] : [say('no Pod is selected')];
    },
  };
  return [open, again];
}
