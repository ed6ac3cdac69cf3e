import type { Pod } from '../../model/kinds/objects.ts';
import { type KindId, WORKLOAD_KINDS } from '../../model/kinds/kinds.ts';
import { standingOf } from '../selectors/lists.ts';
import { podList } from '../selectors/pods/pod-list.ts';
import { selectionOfPod, selectionOfRow } from '../selectors/selected/selection.ts';
import { ownerTree } from '../selectors/tree/owner-tree.ts';
import { treeRows } from '../selectors/tree/tree-rows.ts';
import type { Selection, Slot } from '../look.ts';
import { type State, withPlace } from '../state.ts';

/**
 * What is selected where the selected Pod is gone: an owner or a namespace that is chosen stays, beside another of its
 * Pods; else the Pod's successor is.
 * @param slot the pane that has the focus: in Pods the cursor is on a Pod, whosever it is
 */
export function movedOn(state: State, gone: Pod, slot: Slot = state.look.focus): Selection {
  const next = successor(state, gone);
  const kept = withOwner(state, state.look.place.selection, next);
  const isOther = kept.pod !== next.pod;
  return slot === 2 && isOther && next.pod !== undefined ? next : kept;
}

/** A selection of the owner that was chosen before, beside a Pod where that is its own; where none was, of the Pod. */
export function withOwner(state: State, { row }: Selection, next: Selection): Selection {
  const owner = row === undefined ? undefined : ownerStill(state, row);
  if (owner !== undefined) return selectionOfRow(withPlace(state, { selection: next }), owner);
  return row !== undefined && mayYetCome(state, row) ? { row, pod: null } : next;
}

/** Whether the owner that the Pods are narrowed to is known from one of them alone so far, and its own list still to come. */
function mayYetCome(state: State, row: string): boolean {
  return row === state.look.place.scope?.key && WORKLOAD_KINDS.some((id) => isLoading(state, id));
}

const isLoading = (state: State, id: KindId): boolean => {
  const { complete, connection } = standingOf(state, id);
  return !complete && connection !== 'failed';
};

const ownerStill = (state: State, row: string): string | undefined => (isOwner(state, row) ? row : undefined);

/** Whether a row is that of an owner or a namespace which is there, on show or folded away. */
export function isOwner(state: State, row: string): boolean {
  if (state.cluster.tables.pods.get(row)) return false;
  if (ownerTree(state).node(row)) return true;
  const { at, indexOf } = treeRows(state);
  return at(indexOf(row))?.type === 'namespace';
}

/** The Pod that took the name of one that is gone, else the one that now stands where it stood. */
function successor(state: State, gone: Pod): Selection {
  const { namespace = '', name } = gone.metadata;
  const { count, at, pods, placeOf } = podList(state);
  const heir = pods.find((pod) => sameName(pod, { namespace, name }));
  const next = heir ?? at(Math.min(placeOf(gone), count - 1));
  return next ? selectionOfPod(next.metadata.uid) : {};
}

export function sameName(
  { metadata }: Pod,
  wanted: { readonly namespace: string; readonly name: string },
): boolean {
  return metadata.name === wanted.name && (metadata.namespace ?? '') === wanted.namespace;
}
