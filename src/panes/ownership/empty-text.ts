import { labelsText } from '../../store/selectors/labels-asked.ts';
import { podCounts } from '../../store/selectors/pods/counts.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { paneState, type State } from '../../store/state.ts';
import { noMatch, noneByLabels, thatMatches, whereText } from '../parts/nothing-text.ts';

/** Why the tree has no rows. */
export function emptyText(state: State): string {
  const { notWellOnly } = state.look;
  const labels = labelsText(state);
  if (paneState(state, 'ownership').filter !== '')
    return noMatch(state, 'ownership', notWellOnly ? 'nothing that is not well' : 'nothing', labels);
  const where = whereText(state);
  if (labels !== '' && podCounts(state).pods === 0) return noneByLabels(state) ?? '';
  if (notWellOnly && ownerTree(state).nodes.size > 0)
    return `nothing in ${where}${thatMatches(state)} is not well (esc shows all)`;
  return `nothing in ${where}`;
}
