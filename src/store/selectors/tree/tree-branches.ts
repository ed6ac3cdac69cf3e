import { compareNodes } from '../../../model/owners/owner-order.ts';
import { groupOf, type OwnerNode, type OwnerTree } from '../../../model/owners/owner-tree.ts';
import { firstPlace } from '../positions.ts';

/** A tree on its way into rows, or what a filter keeps of it; `K` is by what its objects are known. */
export interface Branches<K> {
  /** What stands at the top of a namespace. */
  readonly roots: (namespace: string) => readonly K[];
  readonly node: (of: K) => OwnerNode | undefined;
  /** How many stand right below it, kept or not. */
  readonly count: (of: K) => number;
  readonly children: (of: K) => readonly K[];
  /** Whether it is kept for what is below it alone. */
  readonly above: (of: K) => boolean;
  /** Where among siblings something stands that may be more than a row, in order: all but Pods that own nothing. */
  readonly looked: (siblings: readonly K[]) => readonly number[];
  /** Where a node stands among siblings that it is one of; anything where it is not. */
  readonly position: (siblings: readonly K[], node: OwnerNode) => number;
}

/** The Pods of a tree that own something, by what their siblings are known by. */
export type OwningPods = ReadonlyMap<string, readonly OwnerNode[]>;

export function owningPods(tree: OwnerTree): OwningPods {
  return byGroup(tree, tree.owning.keys());
}

/** Nodes of a tree by what their siblings are known by. */
export function byGroup(tree: OwnerTree, keys: Iterable<string>): Map<string, OwnerNode[]> {
  const groups = new Map<string, OwnerNode[]>();
  for (const key of keys) {
    const node = tree.node(key);
    if (!node) continue;
    const same = groups.get(groupOf(node));
    if (same) same.push(node);
    else groups.set(groupOf(node), [node]);
  }
  return groups;
}

/** All of a tree. */
export const wholeTree = (tree: OwnerTree, owning: OwningPods): Branches<string> =>
  ofTree(tree, owning, {
    roots: (namespace) => tree.roots(namespace),
    children: (key) => tree.children(key),
    above: () => false,
  });

/** Some of a tree, in its order. Pods come last among siblings, so that nobody has to look at each of them. */
export function ofTree(
  tree: OwnerTree,
  owning: OwningPods,
  kept: Pick<Branches<string>, 'roots' | 'children' | 'above'>,
): Branches<string> {
  const position = (siblings: readonly string[], node: OwnerNode): number =>
    firstPlace(siblings.length, (index) => {
      const other = tree.node(siblings[index] ?? '');
      return other !== undefined && compareNodes(other, node) < 0;
    });
  return {
    ...kept,
    node: (key) => tree.node(key),
    count: (key) => tree.children(key).length,
    looked: (siblings) => {
      const pods = firstPlace(siblings.length, (index) => tree.node(siblings[index] ?? '')?.kind !== 'Pod');
      const looked = Array.from({ length: pods }, (_, index) => index);
      const first = tree.node(siblings[0] ?? '');
      const those = (first && owning.get(groupOf(first))) ?? [];
      const places = those.map((node) => ({ node, at: position(siblings, node) }));
      const kept = places.filter(({ node, at }) => siblings[at] === node.key);
      return [...looked, ...kept.map(({ at }) => at).sort((a, b) => a - b)];
    },
    position,
  };
}
