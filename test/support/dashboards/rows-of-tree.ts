import type { TreeRow } from '../../../src/store/selectors/tree/tree-row.ts';
import { treeRows } from '../../../src/store/selectors/tree/tree-rows.ts';
import type { State } from '../../../src/store/state.ts';

/** All rows of the ownership tree. */
export function rowsOfTree(state: State): readonly TreeRow[] {
  const { count, at } = treeRows(state);
  return Array.from({ length: count }, (_, index) => at(index)).filter((row) => row !== undefined);
}
