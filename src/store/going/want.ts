import { findWanted } from './find-wanted.ts';
import type { Wanted } from '../look.ts';
import { podList } from '../selectors/pods/pod-list.ts';
import { type State, withLook, withPane, withPlace } from '../state.ts';

/** Goes to an object by its name, whatever the list is narrowed to; one that is not there yet as soon as it is. */
export function want(state: State, wanted: Wanted): State {
  const asked = withLook(state, { wanted, message: undefined });
  const there = findWanted(withLook(asked, { focus: 2 }));
  if (there.look.wanted || there.look.message) return withLook(there, { focus: state.look.focus });
  const { pod } = there.look.place.selection;
  if (typeof pod !== 'string' || podList(there).indexOf(pod) >= 0) return there;
  const whole = withPane(withLook(there, { notWellOnly: false }), 'pods', { filter: '' });
  return podList(whole).indexOf(pod) >= 0 ? whole : withPlace(whole, { scope: undefined });
}
