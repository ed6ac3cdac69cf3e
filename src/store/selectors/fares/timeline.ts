import { type TimelineRow, timelineOf } from '../../../model/events/timeline.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { madeOnce } from '../../kept.ts';
import { type Kept, ownOf, ownOfType } from '../../own.ts';
import type { State } from '../../state.ts';
import { podEvents } from './events.ts';
import { ownerInQuestion } from './in-question.ts';

const ID = 'timeline';

/** Whether the story is told of owners and claims too: kept once a key says it. */
export const withOthers: Kept = {
  id: ID,
  own: ownOfType<boolean, boolean>({ initial: () => false, reduce: (_, on) => on }),
};

/** Who has chosen an owner wants to know what happened to it. */
export const tellsOthers = (state: State): boolean =>
  ownOf<boolean>(state, ID) ?? ownerInQuestion(state) !== undefined;

const MADE = madeOnce<readonly TimelineRow[]>();

/** The story of a Pod: made once for what is known of it. */
export function timeline(state: State, pod: Pod): readonly TimelineRow[] {
  const events = podEvents(state, pod);
  const seen = state.cluster.seen.get(pod.metadata.uid);
  const others = tellsOthers(state);
  return state.cluster.kept.once(MADE, [pod, events, seen, others], () =>
    timelineOf({ pod, events, seen, others }),
  );
}
