import type { Pod } from '../../../model/kinds/objects.ts';
import { walkTarget } from '../../../model/processes/walk-target.ts';
import type { Action } from '../../actions.ts';
import { type Kept, ownOfType } from '../../own.ts';
import type { State } from '../../state.ts';
import { isDeleted, selectedPod } from '../selected/selected-pod.ts';
import { type Asked, askedOf, type Memory, seenOf, type Tab, WALK, walkOf } from './walk-seen.ts';

export { askedOf, failedForNode, seenOf, walkFailed, walkFeeds, walkNumber } from './walk-seen.ts';
export type { Asked, Seen } from './walk-seen.ts';

/** How long after a walk the next one is made, in ms, where that is switched on: each is an exec, which clusters audit. */
export const AGAIN = 5_000;

/** Pods whose walks are kept: those that are looked at in turns. */
const MOST = 20;

/** What was asked for, which all panes that show something of a walk keep together: one walk feeds them all. */
export const walks: Kept = {
  id: WALK,
  own: ownOfType<Memory, Asked>({
    initial: () => new Map(),
    reduce: remembered,
    follow: (before, state) => {
      const memory = stillKnown(before, state);
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

/**
 * What was asked for is asked for once: where what came of it is forgotten (after a while, with its context), so is the
 * asking, or who came back would walk without a key.
 */
function stillKnown(memory: Memory, state: State): Memory {
  const entries = [...memory].flatMap(([uid, asked]): [string, Asked][] => {
    const open = walkOf(state, asked) !== undefined;
    if (asked.begun && !open) return [];
    return [[uid, open && !asked.begun ? { ...asked, begun: true } : asked]];
  });
  const same = entries.length === memory.size && entries.every(([uid, asked]) => memory.get(uid) === asked);
  return same ? memory : new Map(entries);
}

function remembered(memory: Memory, asked: Asked): Memory {
  const others = [...memory].filter(([uid]) => uid !== asked.uid).slice(-(MOST - 1));
  return new Map([...others, [asked.uid, asked]]);
}

function isLookedAt(state: State, { uid }: Asked, { slot, pane }: Tab): boolean {
  const { tabs, zoomed, focus } = state.look;
  if (isDeleted(state, uid)) return false;
  return tabs[slot] === pane && (!zoomed || focus === slot) && selectedPod(state)?.metadata.uid === uid;
}

/** A walk that was given up may still be going on: no more are put on top of it. */
function isStuck(state: State): boolean {
  const walked = seenOf(state, selectedPod(state))?.walks.values() ?? [];
  return [...walked].some((one) => (one.type === 'failed' ? one.failure.reason === 'GivenUp' : one.walk.cut));
}

function nextOf(state: State, pod: Pod, last: Asked | undefined): Asked {
  return {
    uid: pod.metadata.uid,
    target: walkTarget(pod),
    times: (last?.times ?? 0) + 1,
    at: state.look.now,
    seen: seenOf(state, pod),
    again: last?.again,
    begun: false,
  };
}

/** Walks, for the first time or once more. */
export function ask(state: State, pod: Pod): Action {
  return { type: 'own', of: WALK, action: nextOf(state, pod, askedOf(state, pod)) };
}

/** Walks now, and every few seconds while the tab and the Pod are on show; or no more. */
export function askAgain(state: State, pod: Pod, tab: Tab): Action {
  const asked = askedOf(state, pod);
  const action = asked?.again ? { ...asked, again: undefined } : { ...nextOf(state, pod, asked), again: tab };
  return { type: 'own', of: WALK, action };
}
