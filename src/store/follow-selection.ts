import type { Pod } from '../model/objects.ts';
import { Table } from '../model/table.ts';
import { podList } from './selectors/pod-list.ts';
import { selectionOfPod } from './selectors/selection.ts';
import type { Selection, State } from './state.ts';

/** How long the selection waits for a Pod of the same name to come back (a StatefulSet's), in ms. */
const COMES_BACK_WITHIN = 60_000;

/**
 * Keeps the selection sensible after a batch: from a Pod that is gone it moves to the neighbour,
 * or to the new Pod of the same name; while the user looks into it (pane 3 or 4 has the focus) it
 * stays and the Pod is kept as it was last seen.
 */
export function followSelection(before: State, after: State): State {
  if (before.tables.pods === after.tables.pods) return after;
  const { selection } = after;
  if (selection.deleted) return after;
  const back = reborn(before, after);
  if (back) return { ...after, selection: selectionOfPod(back.metadata.uid) };
  if (typeof selection.pod !== 'string') return after;
  if (after.tables.pods.get(selection.pod)) return after;
  const gone = before.tables.pods.get(selection.pod);
  if (!gone) return after;
  const { namespace = '', name } = gone.metadata;
  const lost = { namespace, name, until: after.now + COMES_BACK_WITHIN };
  if (after.focus >= 3) return { ...after, selection: { ...selection, deleted: gone, lost } };
  return { ...after, selection: { ...neighbour(before, after, gone), lost } };
}

function reborn(before: State, after: State): Pod | undefined {
  const { lost } = after.selection;
  if (!lost || lost.until < after.now) return undefined;
  for (const { after: pod } of Table.changes(before.tables.pods, after.tables.pods)) {
    if (pod?.metadata.name === lost.name && (pod.metadata.namespace ?? '') === lost.namespace) return pod;
  }
  return undefined;
}

function neighbour(before: State, after: State, gone: Pod): Selection {
  const index = podList(before).indexOf(gone.metadata.uid);
  const { pods } = podList(after);
  const next = pods[Math.min(Math.max(index, 0), pods.length - 1)];
  return next ? selectionOfPod(next.metadata.uid) : {};
}
