import { addedUp, type Sums, ZERO } from '../../model/owners/sums.ts';
import { labelsText } from '../../store/selectors/labels-asked.ts';
import { ownerSums } from '../../store/selectors/tree/owner-sums.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { paneState, type State } from '../../store/state.ts';
import { noMatch, noneByLabels, thatMatches, whereText } from '../parts/nothing-text.ts';
import { scopeEmptyText, scopeText } from './scope-text.ts';

/** Why no Pod is listed, by all that narrows the list, and what shows others. */
export function emptyText(state: State): string {
  const scope = scopeText(state);
  const { notWellOnly } = state.look;
  if (paneState(state, 'pods').filter !== '') {
    const which = `no Pod${scope === undefined ? '' : ` of ${scope}`}${notWellOnly ? ' that is not well' : ''}`;
    return noMatch(state, 'pods', which, labelsText(state));
  }
  const among = sumsOf(state);
  if (notWellOnly && among.listed > 0) return allWell(state, among, scope);
  // What is hidden besides is said once this is shown.
  const back = notWellOnly ? 'esc shows all' : 'esc widens';
  if (scope !== undefined) return `${scopeEmptyText(state)} (${back})`;
  const none = noneByLabels(state);
  return none === undefined
    ? `no Pods in ${whereText(state)} (n switches the namespace, 0 shows all)`
    : `${none} (n switches the namespace, 0 looks in all)`;
}

/** That there is no Pod to be not well is no good news where one is missing. */
function allWell(state: State, { owners }: Sums, scope: string | undefined): string {
  const whose = (scope === undefined ? ` in ${whereText(state)}` : ` of ${scope}`) + thatMatches(state);
  if (owners === 0) return `every Pod${whose} is well (esc shows them)`;
  const those = owners === 1 ? '1 workload is' : `${owners} workloads are`;
  return `no Pod${whose} is not well, but ${those}: see Ownership (esc shows all)`;
}

/** Of what the Pods are of. */
function sumsOf(state: State): Sums {
  const { scope } = state.look.place;
  const sums = ownerSums(state);
  if (!scope) return sums.ofAll();
  return ownerTree(state)
    .meant(scope.key)
    .map((key) => sums.of(key))
    .reduce(addedUp, ZERO);
}
