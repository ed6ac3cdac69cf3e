import type { Pod } from '../../../model/kinds/objects.ts';
import type { Walked } from '../../../model/processes/walked.ts';
import type { Action } from '../../actions.ts';
import { type Kept, ownOf, ownOfType } from '../../own.ts';
import type { State } from '../../state.ts';

const ID = 'node-view';

/** What became of looking at a Pod's processes as its node has them; it is on show until it is left. */
export type NodeSeen = { readonly type: 'looking' } | Walked;

interface Told {
  readonly uid: string;
  /** Undefined: it is not on show any more. */
  readonly seen: NodeSeen | undefined;
}

type Memory = ReadonlyMap<string, NodeSeen>;

/** Pods whose views are kept: those that are looked at in turns. */
const MOST = 20;

/** What was seen by nodes, by the Pod's uid. */
export const nodeViews: Kept = {
  id: ID,
  own: ownOfType<Memory, Told>({
    initial: () => new Map(),
    reduce: (memory, { uid, seen }) => {
      const others = [...memory].filter(([other]) => other !== uid).slice(-(MOST - 1));
      return new Map(seen ? [...others, [uid, seen]] : others);
    },
  }),
};

export const nodeSeenOf = (state: State, pod: Pod | undefined): NodeSeen | undefined =>
  pod && ownOf<Memory>(state, ID)?.get(pod.metadata.uid);

/** Notes what became of it. */
export const nodeSeen = (uid: string, seen: NodeSeen | undefined): Action => ({
  type: 'own',
  of: ID,
  action: { uid, seen } satisfies Told,
});
