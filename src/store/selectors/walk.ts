import type { WalkFeed } from '../../model/feed.ts';
import type { Pod } from '../../model/objects.ts';
import { walkTarget } from '../../model/processes/walk-target.ts';
import type { Walks, WalkTarget } from '../../model/processes/walked.ts';
import type { Action } from '../actions.ts';
import { type Kept, ownOf, ownOfType } from '../own.ts';
import type { State } from '../state.ts';
import { fedBy } from './lists.ts';

const ID = 'walk';

/** Whose processes were asked for. A walk is made when the user asks, never because a cursor moved. */
export interface Asked {
  readonly uid: string;
  /** As it was then: what starts later is walked when it is asked for again. */
  readonly target: WalkTarget;
  readonly times: number;
  /** What the walk before brought, for what changed since. */
  readonly before: Walks | undefined;
}

/** The last of each Pod that was asked about. */
type Memory = ReadonlyMap<string, Asked>;

/** Pods whose walks are kept: those that are looked at in turns. */
const MOST = 20;

/** What was asked for, which all panes that show something of a walk keep together: one walk feeds them all. */
export const walks: Kept = {
  id: ID,
  own: ownOfType<Memory, Asked>({
    initial: () => new Map(),
    reduce: (memory, asked) => {
      const others = [...memory].filter(([uid]) => uid !== asked.uid).slice(-(MOST - 1));
      return new Map([...others, [asked.uid, asked]]);
    },
  }),
};

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

/** What was walked of a Pod by now; undefined where nothing was asked or nothing came yet. */
export function walksOf(state: State, asked: Asked): Walks | undefined {
  return fedBy(state, walkFeed(asked)).data;
}

/** Walks, for the first time or once more. */
export function ask(state: State, pod: Pod): Action {
  const last = askedOf(state, pod);
  const action: Asked = {
    uid: pod.metadata.uid,
    target: walkTarget(pod),
    times: (last?.times ?? 0) + 1,
    before: last && walksOf(state, last),
  };
  return { type: 'own', of: ID, action };
}
