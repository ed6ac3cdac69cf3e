import { ownKind } from '../../../model/kinds/api-kind.ts';
import type { Workload } from '../../../model/kinds/objects.ts';
import { compareNodes } from '../../../model/owners/owner-order.ts';
import { groupOf, type OwnerNode, type OwnerTree, rootsOf } from '../../../model/owners/owner-tree.ts';
import { workloadSummary } from '../../../model/owners/verdict/workload-status.ts';
import { Table } from '../../../model/table/table.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';
import { notWellPods } from '../pods/counts.ts';
import { type Branches, ofTree, type OwningPods } from './tree-branches.ts';

/** What of a tree is not well, and what is above it: found from below, so that it costs as much as there is of it. */
export function notWellTree(state: State, tree: OwnerTree, owning: OwningPods): Branches<string> {
  const own = new Set<string>(unwellOwners(state, tree).keys());
  for (const uid of notWellPods(state)) if (tree.node(uid)?.kind === 'Pod') own.add(uid);
  const shown = new Set<string>();
  const groups = new Map<string, OwnerNode[]>();
  for (const key of own) {
    let node = tree.node(key);
    while (node && !shown.has(node.key)) {
      shown.add(node.key);
      const group = groupOf(node);
      const beside = groups.get(group);
      if (beside) beside.push(node);
      else groups.set(group, [node]);
      node = node.parent === undefined ? undefined : tree.node(node.parent);
    }
  }
  const sorted = new Map<string, readonly string[]>();
  const inGroup = (group: string): readonly string[] => {
    const known = sorted.get(group) ?? inOrder(tree, group, groups.get(group) ?? [], shown);
    sorted.set(group, known);
    return known;
  };
  return ofTree(tree, owning, {
    roots: (namespace) => inGroup(rootsOf(namespace)),
    children: inGroup,
    above: (key) => !own.has(key),
  });
}

/** Where few of many siblings are shown, those alone are sorted. */
const MANY = 16;

function inOrder(
  tree: OwnerTree,
  group: string,
  found: readonly OwnerNode[],
  shown: ReadonlySet<string>,
): readonly string[] {
  const all = tree.children(group);
  if (found.length > all.length / MANY) return all.filter((key) => shown.has(key));
  return [...found].sort(compareNodes).map(({ key }) => key);
}

interface Owners {
  readonly nodes: Table<OwnerNode>;
  readonly unwell: Table<true>;
}

const OWNERS: Derived<Owners> = { initial: { nodes: Table.empty(), unwell: Table.empty() } };

/** The owners that are not well for themselves: what they own speaks for itself. A batch costs its size. */
function unwellOwners({ cluster }: State, { nodes }: OwnerTree): Table<true> {
  return cluster.kept.next(OWNERS, (last) => {
    if (last.nodes === nodes) return last;
    const unwell = last.unwell.edit(false);
    for (const { key, after } of Table.changes(last.nodes, nodes)) {
      const isUnwell = after !== undefined && isUnwellOwner(after);
      if (isUnwell || unwell.get(key)) unwell.set(key, isUnwell ? true : undefined);
    }
    return { nodes, unwell: unwell.done() };
  }).unwell;
}

const isUnwellOwner = (node: OwnerNode): boolean =>
  node.kind !== 'Pod' &&
  node.object !== undefined &&
  workloadSummary(ownKind(node), node.object as Workload).notWell;
