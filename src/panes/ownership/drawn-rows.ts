import { marksIn } from '../../store/selectors/selected/marks.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { TreeRow } from '../../store/selectors/tree/tree-row.ts';
import type { State } from '../../store/state.ts';
import { row, type Row } from '../../view/block.ts';
import { ownerInQuestion } from '../../store/selectors/fares/in-question.ts';
import { type From, keptIn, rowsOf } from '../parts/kept-rows.ts';
import { heardOf } from './heard-of.ts';
import { treeCells } from './tree-cells.ts';

const ROWS = rowsOf();

/** How rows are drawn: containers and processes of the selected Pod that what was chosen belongs to are marked. */
export function drawnIn(state: State): (found: TreeRow | undefined) => Row {
  const selected = selectedPod(state);
  const marks = selected && marksIn(state, selected);
  const isMarked = (found: TreeRow): boolean => {
    if (!marks || (found.type !== 'container' && found.type !== 'process')) return false;
    if (found.pod.metadata.uid !== selected.metadata.uid) return false;
    if (found.type === 'container') return marks.container(found.container);
    return found.process !== undefined && marks.process(found.container, found.process.process.pid);
  };
  const { look } = state;
  const kept = keptIn(state, ROWS);
  const asked = ownerInQuestion(state)?.key;
  return (found) => {
    if (!found) return row('', []);
    const marked = isMarked(found);
    // A row of many Pods is made when it is asked for: what it says tells whether it is the same.
    const of: readonly unknown[] = Object.values(found);
    const from: From = {
      asked: [look.now, look.place.namespace, asked === found.key, marked, ...of],
      heard: () => heardOf(state, found),
    };
    return kept(found.key, from, () => ({ cells: treeCells(state, found), marked }));
  };
}
