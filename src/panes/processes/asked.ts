import type { WalkFeed } from '../../model/feed.ts';
import type { Pod } from '../../model/objects.ts';
import { walkTarget } from '../../model/processes/walk-target.ts';
import type { Walks, WalkTarget } from '../../model/processes/walked.ts';
import { ownOf, ownOfType } from '../../store/own.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import type { State } from '../../store/state.ts';
import type { Action } from '../../store/actions.ts';

export const ID = 'processes';

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

export const own = ownOfType<Memory, Asked>({
  initial: () => new Map(),
  reduce: (memory, asked) => {
    const others = [...memory].filter(([uid]) => uid !== asked.uid).slice(-(MOST - 1));
    return new Map([...others, [asked.uid, asked]]);
  },
});

export function askedOf(state: State, pod: Pod): Asked | undefined {
  return ownOf<Memory>(state, ID)?.get(pod.metadata.uid);
}

export function walkFeed({ uid, target, times }: Asked): WalkFeed {
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
