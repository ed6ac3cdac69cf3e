import type { Pod } from '../../../model/kinds/objects.ts';
import { type Kept, ownOf, ownOfType } from '../../own.ts';
import type { State } from '../../state.ts';
import { podList } from './pod-list.ts';

/** Which Pods are marked in their list, by uid, as they were marked one after the other. */
type Marks = ReadonlySet<string>;

export const MARKS = 'marked-pods';

const NONE: Marks = new Set();

/** Kept from the first mark on. The action is the uid of a Pod that is marked or no more; undefined: none is any more. */
export const keptMarks: Kept = {
  id: MARKS,
  own: ownOfType<Marks, string | undefined>({
    initial: () => NONE,
    reduce: (marks, uid) => {
      if (uid === undefined) return NONE;
      const now = new Set(marks);
      if (!now.delete(uid)) now.add(uid);
      return now;
    },
  }),
};

/** The marked Pods that are in the list, which keys act on: as in k9s never on what is not on show. */
export function markedPods(state: State): readonly Pod[] {
  const { indexOf } = podList(state);
  return allMarked(state).filter(({ metadata }) => indexOf(metadata.uid) >= 0);
}

/** All marked Pods that are there, also those that a filter or a scope hides. */
export const allMarked = (state: State): readonly Pod[] =>
  [...marksOf(state)].flatMap((uid) => state.cluster.tables.pods.get(uid) ?? []);

/** The uids of all that are marked. */
export const marksOf = (state: State): Marks => ownOf<Marks>(state, MARKS) ?? NONE;
