import type { OwnerNode, OwnerTree } from '../../model/owners/owner-tree.ts';

/** A tree on its way into rows, or what a filter keeps of it; `K` is by what its objects are known. */
export interface Branches<K> {
  /** What stands at the top of a namespace. */
  readonly roots: (namespace: string) => readonly K[];
  readonly node: (of: K) => OwnerNode | undefined;
  /** How many stand right below it, kept or not. */
  readonly count: (of: K) => number;
  readonly children: (of: K) => readonly K[];
}

export function wholeTree(tree: OwnerTree): Branches<string> {
  return {
    roots: (namespace) => tree.roots(namespace),
    node: (key) => tree.node(key),
    count: (key) => tree.children(key).length,
    children: (key) => tree.children(key),
  };
}
