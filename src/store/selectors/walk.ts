import type { WalkFeed } from '../../model/feed.ts';
import type { Pod } from '../../model/objects.ts';
import { walkTarget } from '../../model/processes/walk-target.ts';
import type { Walks, WalkTarget } from '../../model/processes/walked.ts';
import type { Action } from '../actions.ts';
import { type Kept, ownOf, ownOfType } from '../own.ts';
import type { Slot } from '../look.ts';
import type { State } from '../state.ts';
import { fedBy } from './lists.ts';
import { selectedPod } from './selection.ts';

const ID = 'walk';

/** What walks have brought: the last one, and the one before, for what changed since. */
export interface Seen {
  readonly walks: Walks;
  readonly before: Walks | undefined;
}

/** Whose processes were asked for. A walk is made when the user asks, never because a cursor moved. */
export interface Asked {
  readonly uid: string;
  /** As it was then: what starts later is walked when it is asked for again. */
  readonly target: WalkTarget;
  readonly times: number;
  /** Epoch ms. */
  readonly at: number;
  /** What had been seen by then. */
  readonly seen: Seen | undefined;
  /** It is walked again and again while this tab is on show, and this Pod in it. */
  readonly again: Tab | undefined;
}

interface Tab {
  readonly slot: Slot;
  readonly pane: string;
}

/** How long after a walk the next one is made, in ms, where that is switched on: each is an exec, which clusters audit. */
export const AGAIN = 5_000;

/** The last of each Pod that was asked about. */
type Memory = ReadonlyMap<string, Asked>;

/** Pods whose walks are kept: those that are looked at in turns. */
const MOST = 20;

/** What was asked for, which all panes that show something of a walk keep together: one walk feeds them all. */
export const walks: Kept = {
  id: ID,
  own: ownOfType<Memory, Asked>({
    initial: () => new Map(),
    reduce: remembered,
    follow: (memory, state) => {
      // One at most: another Pod, or another tab, ends it.
      const asked = [...memory.values()].find(({ again }) => again);
      if (!asked?.again) return memory;
      if (!isLookedAt(state, asked, asked.again) || isStuck(state))
        return remembered(memory, { ...asked, again: undefined });
      const pod = selectedPod(state);
      if (!pod || state.look.now - asked.at < AGAIN) return memory;
      return remembered(memory, nextOf(state, pod, asked));
    },
  }),
};

function remembered(memory: Memory, asked: Asked): Memory {
  const others = [...memory].filter(([uid]) => uid !== asked.uid).slice(-(MOST - 1));
  return new Map([...others, [asked.uid, asked]]);
}

function isLookedAt(state: State, { uid }: Asked, { slot, pane }: Tab): boolean {
  const { tabs, zoomed, focus } = state.look;
  return tabs[slot] === pane && (!zoomed || focus === slot) && selectedPod(state)?.metadata.uid === uid;
}

/** A walk that was given up may still be going on: no more are put on top of it. */
function isStuck(state: State): boolean {
  const walked = seenOf(state, selectedPod(state))?.walks.values() ?? [];
  return [...walked].some((one) => one.type === 'failed' && one.failure.reason === 'GivenUp');
}

export function askedOf(state: State, pod: Pod): Asked | undefined {
  return ownOf<Memory>(state, ID)?.get(pod.metadata.uid);
}

/** What a pane is to be fed with that shows something of a walk: nothing where none was asked for. */
export function walkFeeds(state: State, pod: Pod | undefined): readonly WalkFeed[] {
  const asked = pod && askedOf(state, pod);
  return asked ? [walkFeed(asked)] : [];
}

function walkFeed({ uid, target, times }: Asked): WalkFeed {
  return { type: 'walk', uid, target, version: `${times}` };
}

/**
 * What was walked of a Pod by now; undefined where nothing was asked or nothing came yet. The first walk is seen as it
 * comes, container by container; a later one once it is whole, since until then it cannot be compared.
 */
export function seenOf(state: State, pod: Pod | undefined): Seen | undefined {
  const asked = pod && askedOf(state, pod);
  if (!asked) return undefined;
  const { seen, target } = asked;
  const come = fedBy(state, walkFeed(asked)).data;
  if (!come || come === seen?.walks || (seen && !isWhole(target, come))) return seen;
  return { walks: come, before: seen?.walks };
}

function isWhole({ containers, shared }: WalkTarget, walks: Walks): boolean {
  if (shared && [...walks.values()].some(({ type }) => type === 'walk')) return true;
  return containers.every((name) => walks.has(name));
}

function nextOf(state: State, pod: Pod, last: Asked | undefined): Asked {
  return {
    uid: pod.metadata.uid,
    target: walkTarget(pod),
    times: (last?.times ?? 0) + 1,
    at: state.look.now,
    seen: seenOf(state, pod),
    again: last?.again,
  };
}

/** Walks, for the first time or once more. */
export function ask(state: State, pod: Pod): Action {
  return { type: 'own', of: ID, action: nextOf(state, pod, askedOf(state, pod)) };
}

/** Walks now, and every few seconds while the tab and the Pod are on show; or no more. */
export function askAgain(state: State, pod: Pod, tab: Tab): Action {
  const asked = askedOf(state, pod);
  const action = asked?.again ? { ...asked, again: undefined } : { ...nextOf(state, pod, asked), again: tab };
  return { type: 'own', of: ID, action };
}
