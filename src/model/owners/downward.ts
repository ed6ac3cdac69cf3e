import type { OwnerTree } from './owner-tree.ts';

/** More than this are put in order first: what stands above them is then walked up to once, and not for each. */
const FEW = 32;

/** Owners before what they own: by how much stands above them, so that the rest of the tree is not looked at. */
export function downward(tree: OwnerTree, keys: readonly string[]): readonly string[] {
  if (keys.length <= FEW) return keys;
  const depths = new Map<string, number>();
  for (const key of keys) measure(tree, key, depths);
  return [...keys].sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
}

/** Notes how many stand above a node and above each of those; nobody is climbed over twice, and not by recursion. */
function measure(tree: OwnerTree, from: string, depths: Map<string, number>): void {
  const climbed: string[] = [];
  let key: string | undefined = from;
  while (key !== undefined && !depths.has(key)) {
    climbed.push(key);
    key = tree.node(key)?.parent;
  }
  let depth = key === undefined ? 0 : (depths.get(key) ?? 0) + 1;
  for (const each of climbed.reverse()) depths.set(each, depth++);
}
