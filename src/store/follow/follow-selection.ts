import type { Pod } from '../../model/kinds/objects.ts';
import { Table } from '../../model/table/table.ts';
import { standingOf } from '../selectors/lists.ts';
import { podList } from '../selectors/pods/pod-list.ts';
import { selectionOfPod, selectionOfRow } from '../selectors/selected/selection.ts';
import { selectedPod } from '../selectors/selected/selected-pod.ts';
import { ownerTree } from '../selectors/tree/owner-tree.ts';
import { treeRows } from '../selectors/tree/tree-rows.ts';
import type { Selection, Slot } from '../look.ts';
import { type State, withPlace } from '../state.ts';
import { isOwner, movedOn, sameName, withOwner } from './moved-on.ts';

/** How long the selection waits for a Pod of the same name to come back (a StatefulSet's), in ms. */
const COMES_BACK_WITHIN = 60_000;

/** Panes 3 and 4 look into the selected Pod: while one has the focus, the selection stays. */
const looksInto = (slot: Slot): boolean => slot >= 3;

/** It is about the list, and not about what is selected there. */
const FILTER = 'filter';

/** So it does while something is asked or typed over the panes: what is entered there is meant for that Pod. */
const stays = ({ look: { focus, overlays } }: State): boolean =>
  looksInto(focus) || overlays.some((id) => id !== FILTER);

/** Leaves a Pod that is deleted once nothing holds the selection any more: not by the key that closed what did. */
export function leaveDeleted(state: State): State {
  const { deleted } = state.look.place.selection;
  return deleted && !stays(state) ? select(state, selectionInFocus(state, state.look.focus)) : state;
}

/**
 * Keeps the selection sensible after a batch: from a Pod that is gone it moves to the neighbour,
 * or to the new Pod of the same name; an owner that is selected stays so, beside another Pod. While the user looks into
 * a Pod (pane 3 or 4 has the focus) it stays, and is kept as it was last seen.
 */
export function followSelection(before: State, after: State): State {
  const { selection } = after.look.place;
  if (selection.pod === null) return withFirstPod(before, after);
  if (selection.deleted) return leaveDeleted(after);
  if (before.cluster.tables.pods === after.cluster.tables.pods) return after;
  const back = reborn(before, after);
  if (back) return select(after, withOwner(after, selection, selectionOfPod(back.metadata.uid)));
  if (typeof selection.pod !== 'string') return after;
  const still = after.cluster.tables.pods.get(selection.pod);
  if (still) return hasLeft(before, after, selection.pod) ? select(after, movedOn(after, still)) : after;
  const gone = before.cluster.tables.pods.get(selection.pod);
  if (!gone) return remembered(before, after);
  const { namespace = '', name } = gone.metadata;
  const lost = { namespace, name, until: after.look.now + COMES_BACK_WITHIN };
  if (stays(after)) return select(after, { ...selection, deleted: { pod: gone, at: after.look.now }, lost });
  return select(after, { ...movedOn(after, gone), lost });
}

/**
 * The chosen owner had no Pods: it may have some now, also where what stands between them and it came after them. Once
 * it is deleted, the row that takes its place is chosen.
 */
function withFirstPod(before: State, after: State): State {
  const { row } = after.look.place.selection;
  if (row === undefined || before.cluster.tables === after.cluster.tables) return after;
  const selection = selectionOfRow(after, rowInPlaceOf(row, before, after));
  return selection.pod === null && selection.row === row ? after : select(after, selection);
}

function rowInPlaceOf(row: string, before: State, after: State): string {
  const { count, at, indexOf } = treeRows(after);
  if (indexOf(row) >= 0 || ownerTree(after).node(row)) return row;
  const was = treeRows(before).indexOf(row);
  return was < 0 ? row : (at(Math.min(was, count - 1))?.key ?? row);
}

/** Whether a Pod that is there is not in the list any more, as one that has become well where only the others are shown. */
function hasLeft(before: State, after: State, uid: string): boolean {
  if (looksInto(after.look.focus) || podList(after).indexOf(uid) >= 0) return false;
  return podList(before).indexOf(uid) >= 0;
}

const select = (state: State, selection: Selection): State => withPlace(state, { selection });

/** A place that is come back to may name a Pod that went meanwhile, which the complete list tells. */
function remembered(before: State, after: State): State {
  const complete = standingOf(after, 'pods').complete && !standingOf(before, 'pods').complete;
  return complete ? select(after, {}) : after;
}

/**
 * Keeps the selection sensible when the focus moves: what one begins to look into becomes chosen, so
 * that no Pod that comes later takes its place; a deleted one is left when the look into it ends. In Pods the cursor is
 * on a Pod, which is what verdict, diagnosis and YAML are of then, whatever owner led there.
 */
export function selectionInFocus(state: State, slot: Slot): Selection {
  const { selection } = state.look.place;
  if (looksInto(slot)) {
    const pod = selection.pod === undefined ? selectedPod(state) : undefined;
    return pod ? { ...selection, pod: pod.metadata.uid } : selection;
  }
  const { deleted, lost } = selection;
  if (!deleted) return slot === 2 ? onPod(state) : selection;
  return { ...movedOn(state, deleted.pod, slot), ...(lost && { lost }) };
}

/** The selection in Pods: of an owner or a namespace its Pod, where the list shows one. */
function onPod(state: State): Selection {
  const { selection } = state.look.place;
  if (selection.row === undefined || !isOwner(state, selection.row)) return selection;
  const pod = selectedPod(state);
  const { at, indexOf } = podList(state);
  const listed = pod && indexOf(pod.metadata.uid) >= 0 ? pod : at(0);
  return listed ? selectionOfPod(listed.metadata.uid) : selection;
}

/**
 * A selection that was made of what was on show before, as it may be now: a Pod may have been deleted meanwhile, under
 * an open prompt. The one that is looked into stays, as it was last seen; any other is left for what is selected now.
 */
export function stillSelectable(state: State, selection: Selection): Selection {
  const now = state.look.place.selection;
  const { pod } = selection;
  if (typeof pod !== 'string' || selection.deleted || state.cluster.tables.pods.get(pod)) return selection;
  if (now.deleted?.pod.metadata.uid !== pod) return now;
  return { ...selection, deleted: now.deleted, ...(now.lost && { lost: now.lost }) };
}

/**
 * Keys must never act on a Pod that the list does not show: where a filter hides it, the first match is selected; but for
 * one that is deleted and looked into, which no list shows.
 */
export function keepOnShow(state: State): State {
  const { pod, deleted } = state.look.place.selection;
  if (deleted && looksInto(state.look.focus)) return state;
  const { at, indexOf } = podList(state);
  const first = at(0);
  if (typeof pod !== 'string' || !first || indexOf(pod) >= 0) return state;
  return select(state, selectionOfPod(first.metadata.uid));
}

function reborn(before: State, after: State): Pod | undefined {
  const { lost } = after.look.place.selection;
  if (!lost || lost.until < after.look.now) return undefined;
  for (const { after: pod } of Table.changes(before.cluster.tables.pods, after.cluster.tables.pods)) {
    if (pod && sameName(pod, lost)) return pod;
  }
  return undefined;
}
