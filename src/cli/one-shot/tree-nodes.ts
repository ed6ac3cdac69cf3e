import { age } from '../../model/ages.ts';
import { containersOf, stateText } from '../../model/containers.ts';
import { kindMatches } from '../../model/kind-match.ts';
import { nodeSummary } from '../../model/node-summary.ts';
import type { Pod, Workload } from '../../model/objects.ts';
import type { OwnerNode, OwnerTree } from '../../model/owner-tree.ts';
import { replicaSetRevision } from '../../model/workload-status.ts';
import type { Target } from '../arguments.ts';
import type { TreeNode } from './render-tree.ts';

/** The node that KIND/NAME names, searched from the roots of the namespace down. */
export function findNode(tree: OwnerTree, namespace: string, { kind, name }: Target): OwnerNode | undefined {
  const search = (keys: readonly string[]): OwnerNode | undefined => {
    for (const key of keys) {
      const node = tree.node(key);
      if (!node) continue;
      if (node.name === name && kindMatches(kind, node.kind, node.apiVersion)) return node;
      const below = search(tree.children(key));
      if (below) return below;
    }
    return undefined;
  };
  return search(tree.roots(namespace));
}

/** A node with all below it, as text is made from it. */
export function treeNode(tree: OwnerTree, node: OwnerNode, now: number): TreeNode {
  const { ready, reason } = nodeSummary(tree, node);
  const revision =
    node.object && node.kind === 'ReplicaSet' ? replicaSetRevision(node.object as Workload) : undefined;
  const children = tree.children(node.key).flatMap((key) => {
    const child = tree.node(key);
    return child ? [treeNode(tree, child, now)] : [];
  });
  return {
    kind: node.kind,
    name: revision === undefined ? node.name : `${node.name} rev ${revision}`,
    ready,
    reason,
    age: node.object ? age(node.object.metadata.creationTimestamp, now) : '–',
    children: node.kind === 'Pod' && node.object ? containerNodes(node.object as Pod, now) : children,
  };
}

function containerNodes(pod: Pod, now: number): TreeNode[] {
  return containersOf(pod).map(({ name, state }) => ({
    kind: 'container',
    name,
    ready: '',
    reason: stateText(state, now),
    age: '',
    children: [],
  }));
}

/** `podscope tree -o json`: a node with its children; `uid` ties it to the API, READY and REASON are as on the screen. */
export interface TreeJson {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly ready: string;
  readonly reason: string;
  readonly createdAt: string | null;
  /** Names, in start order; only of Pods. */
  readonly containers?: readonly string[];
  readonly children: readonly TreeJson[];
}

/** A node with all below it, as JSON. */
export function treeJson(tree: OwnerTree, node: OwnerNode): TreeJson {
  const { apiVersion, kind, namespace, name, key: uid, object } = node;
  const { ready, reason } = nodeSummary(tree, node);
  const children = tree.children(uid).flatMap((key) => {
    const child = tree.node(key);
    return child ? [treeJson(tree, child)] : [];
  });
  const createdAt = object?.metadata.creationTimestamp ?? null;
  const containers =
    kind === 'Pod' && object
      ? { containers: containersOf(object as Pod).map((container) => container.name) }
      : {};
  return { apiVersion, kind, namespace, name, uid, ready, reason, createdAt, ...containers, children };
}
