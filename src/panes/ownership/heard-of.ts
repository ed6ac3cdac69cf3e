import { groupOf, type OwnerNode } from '../../model/owners/owner-tree.ts';
import { tellsOfItsPods } from '../../model/owners/verdict/awaited-pod.ts';
import { aboveRefused, refusalOf } from '../../store/selectors/fares/events.ts';
import { namespaceCounts } from '../../store/selectors/pods/counts.ts';
import { healthByTime, healthOf } from '../../store/selectors/pods/pod-health.ts';
import { arePodsComing, ownerSums, treeHealth } from '../../store/selectors/tree/owner-sums.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import type { TreeRow } from '../../store/selectors/tree/tree-row.ts';
import type { State } from '../../store/state.ts';

/** What of all that was heard the cells of a row (`treeCells`) follow from: a change elsewhere is none of it. */
export function heardOf(state: State, row: TreeRow): readonly unknown[] {
  switch (row.type) {
    case 'process':
    case 'attached':
      return [];
    case 'container':
      return [state.cluster.tables.pods.get(row.pod.metadata.uid)];
    case 'namespace':
      return [
        namespaceCounts(state, row.namespace).notWell,
        ...Object.values(ownerSums(state).ofNamespace(row.namespace)),
        aboveRefused(state).has(row.namespace),
        arePodsComing(state),
      ];
    case 'object':
      return ofObject(state, ownerTree(state).node(row.key) ?? row.node);
  }
}

function ofObject(state: State, node: OwnerNode): readonly unknown[] {
  const tree = ownerTree(state);
  const owner = node.parent === undefined ? undefined : tree.node(node.parent)?.name;
  const pod = state.cluster.tables.pods.get(node.key);
  if (pod) return [node, owner, pod, healthOf(state, pod)];
  return [
    node,
    owner,
    state.cluster.owners.get(node.uid)?.failure,
    refusalOf(state, node),
    aboveRefused(state).has(node.key),
    arePodsComing(state),
    ...Object.values(ownerSums(state).of(node.key)),
    // What stands beside it may be of its Kind and name, and of another group.
    tree.siblings.get(groupOf(node)),
    tree.others,
    tree.references,
    // The Pod that keeps it from being as it is to be may be any of those below it.
    ...(tellsOfItsPods(node, treeHealth(state)) ? [tree, healthByTime(state)] : []),
  ];
}
