import { builtInNamed, groupOf } from '../kinds/api-kind.ts';
import { compareNodes } from './owner-order.ts';
import { type OwnerNode, type OwnerTree, rootsOf } from './owner-tree.ts';

/**
 * A node's Kind, with its group where it could be taken for another one: `Job.batch` beside `Job.example.com` of the
 * same name, and the latter wherever it stands.
 */
export function kindText(tree: OwnerTree, node: OwnerNode): string {
  const group = tellingGroup(tree, node);
  return group === '' ? node.kind : `${node.kind}.${group}`;
}

/** That group; empty where the Kind alone tells. */
export function tellingGroup(tree: OwnerTree, node: OwnerNode): string {
  const { kind, apiVersion } = node;
  const group = groupOf(apiVersion);
  const known = builtInNamed(kind);
  const misread = known ? known.group !== group : false;
  return misread || readsAlike(tree, node) ? group : '';
}

/** Siblings are sorted, so that those of one Kind and name stand together. */
function readsAlike(tree: OwnerTree, node: OwnerNode): boolean {
  const siblings = tree.siblings.get(node.parent ?? rootsOf(node.namespace)) ?? [];
  const at = placeOf(tree, siblings, node);
  return [siblings[at - 1], siblings[at + 1]].some((key) => {
    const other = tree.node(key ?? '');
    return other?.kind === node.kind && other.name === node.name && other.apiVersion !== node.apiVersion;
  });
}

/** There may be thousands, and each row on the screen is asked about. */
function placeOf(tree: OwnerTree, siblings: readonly string[], node: OwnerNode): number {
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = tree.node(siblings[middle] ?? '');
    if (other && compareNodes(other, node) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
