import type { Pod } from '../../../model/kinds/objects.ts';
import { controllerOf, type OwnerTree } from '../../../model/owners/owner-tree.ts';
import { madeOnce } from '../../kept.ts';
import type { Selection, Slot } from '../../look.ts';
import type { State } from '../../state.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { selectedPod } from './selected-pod.ts';
import { containerKey, namespaceKey, type TreeRow, type TreeRows } from '../tree/tree-row.ts';
import { treeRows } from '../tree/tree-rows.ts';

/** The row of the tree that stands for the selection: the chosen one, else the Pod's nearest visible row. */
export function selectedRow(state: State): string | undefined {
  const rows = treeRows(state);
  const { at, indexOf } = rows;
  const { row } = state.look.place.selection;
  if (row !== undefined && indexOf(row) >= 0) return row;
  const pod = selectedPod(state);
  const above = pod || row === undefined ? undefined : rowAbove(state, row);
  if (!pod) return above ?? at(0)?.key;
  const { namespace = '' } = pod.metadata;
  const tree = ownerTree(state);
  const uid = stillInTree(tree, pod);
  if (indexOf(uid) >= 0) return uid;
  const from = [rows, tree.structure, uid];
  const key = state.cluster.kept.once(NEAREST, from, () => nearestShown(tree, uid, indexOf));
  return key ?? namespaceKey(namespace);
}

/** A Pod, or what owned it where that Pod is gone and shown as it was last seen. */
function stillInTree(tree: OwnerTree, { metadata }: Pod): string {
  const { uid } = metadata;
  return tree.node(uid) ? uid : (controllerOf(metadata)?.uid ?? uid);
}

/** The nearest row above an owner that is folded away; undefined where there is none. */
function rowAbove(state: State, key: string): string | undefined {
  const tree = ownerTree(state);
  const { indexOf } = treeRows(state);
  const node = tree.node(key);
  if (!node) return undefined;
  const namespace = namespaceKey(node.namespace ?? '');
  return nearestShown(tree, key, indexOf) ?? (indexOf(namespace) >= 0 ? namespace : undefined);
}

const NEAREST = madeOnce<string | undefined>();

/** The first of what owns an object that has a row: what is asked several times a frame, of chains of any length. */
function nearestShown(tree: OwnerTree, uid: string, indexOf: TreeRows['indexOf']): string | undefined {
  for (const { key } of tree.ancestors(uid)) if (indexOf(key) >= 0) return key;
  return undefined;
}

/** The selection that a row of the tree stands for, be it on show or folded away. */
export function selectionOfRow(state: State, key: string): Selection {
  const { at, indexOf } = treeRows(state);
  const row = at(indexOf(key));
  if (row && 'pod' in row) return ofPodsRow(row);
  if (state.cluster.tables.pods.get(key)) return { row: key, pod: key };
  const tree = ownerTree(state);
  if (!row && !tree.node(key)) return state.look.place.selection;
  const current = selectedPod(state);
  const namespace = row?.type === 'namespace' ? row.namespace : undefined;
  if (current && isUnder(tree, current, key, namespace)) return { row: key, pod: current.metadata.uid };
  const tops = namespace === undefined ? tree.children(key) : tree.roots(namespace);
  return { row: key, pod: firstPod(state, tree, tops) };
}

/** Of a row below a Pod: what it is of. */
function ofPodsRow(row: Extract<TreeRow, { readonly pod: Pod }>): Selection {
  const { key, pod } = row;
  const of = { row: key, pod: pod.metadata.uid };
  if (row.type === 'attached') return of;
  const process = row.type === 'process' ? row.process?.process.pid : undefined;
  return { ...of, container: row.container, ...(process !== undefined && { process }) };
}

function isUnder(tree: OwnerTree, { metadata }: Pod, key: string, namespace: string | undefined): boolean {
  if (namespace !== undefined) return metadata.namespace === namespace;
  return tree.owns(key, metadata.uid);
}

function firstPod(state: State, tree: OwnerTree, keys: readonly string[]): string | null {
  for (const { key } of tree.walk(keys)) if (state.cluster.tables.pods.get(key)) return key;
  return null;
}

/** The selection of a Pod from the list, of one of its containers, of one of its volumes. */
export const selectionOfPod = (pod: string): Selection => ({ pod });
export const selectionOfContainer = (pod: string, container: string): Selection => ({
  pod,
  row: containerKey(pod, container),
  container,
  last: 'container',
});
export const selectionOfVolume = (pod: string, volume: string): Selection => ({
  pod,
  volume,
  last: 'volume',
});
/** @param port its row's key, as `80/TCP` */
export const selectionOfPort = (pod: string, port: string): Selection => ({
  pod,
  port,
  last: 'port',
});

/** The same with no container chosen: what belongs to none leaves the Pod. */
export function withoutContainer(selection: Selection): Selection {
  const { container, row, ...rest } = selection;
  return container === undefined && row === undefined ? selection : rest;
}

/** A selection without what was chosen in the pane of a slot, where none of its rows is on show any more. */
export function withoutRowOf(selection: Selection, slot: Slot): Selection {
  if (slot === 2) return {};
  const { row, container, volume, port, last: _, ...rest } = selection;
  const own = {
    ...(slot !== 3 && container !== undefined && { container }),
    ...(slot !== 4 && volume !== undefined && { volume }),
    ...(slot !== 4 && port !== undefined && { port }),
  };
  return { ...rest, ...own, ...(slot !== 1 && container === undefined && row !== undefined && { row }) };
}
