import type { Pod } from '../../../model/kinds/objects.ts';
import type { State } from '../../state.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { selectedRow } from './selection.ts';

/** An owner or a namespace: what is more than one Pod. */
export interface SelectedOwner {
  readonly key: string;
  /** `Deployment web`, `namespace shop` */
  readonly title: string;
  /** Where all of its Pods are; undefined where they may be anywhere. */
  readonly namespace: string | undefined;
}

/**
 * The owner or the namespace that the cursor is on in Ownership. In the other panes the cursor is on a Pod or on
 * what is in it, and that is meant.
 */
export function selectedOwner(state: State): SelectedOwner | undefined {
  if (state.look.focus !== 1) return undefined;
  const key = selectedRow(state);
  const { deleted, row } = state.look.place.selection;
  // A row that stands for a Pod which is gone was not chosen.
  if (key === undefined || (deleted && key !== row)) return undefined;
  if (key.startsWith('namespace/')) {
    const namespace = key.slice('namespace/'.length);
    return { key, title: `namespace ${namespace}`, namespace };
  }
  const node = ownerTree(state).node(key);
  if (!node || state.cluster.tables.pods.get(key)) return undefined;
  return { key, title: `${node.kind} ${node.name}`, namespace: node.namespace };
}

/** The Pods below it, in the tree's order; made one by one, since there may be thousands. */
export function* podsUnder(state: State, { key, namespace }: SelectedOwner): Generator<Pod> {
  const tree = ownerTree(state);
  const tops = key.startsWith('namespace/') ? tree.roots(namespace ?? '') : tree.children(key);
  for (const { key: uid } of tree.walk(tops)) {
    const pod = state.cluster.tables.pods.get(uid);
    if (pod) yield pod;
  }
}
