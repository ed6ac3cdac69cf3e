import { age } from '../../model/ages.ts';
import { containersOf, stateText } from '../../model/containers.ts';
import { kindMatches } from '../../model/owners/kind-match.ts';
import { podHealth } from '../../model/health/pod-health.ts';
import { nodeSummary, type TreeHealth } from '../../model/owners/node-summary.ts';
import { OwnerSums } from '../../model/owners/owner-sums.ts';
import type { Pod, Workload } from '../../model/objects.ts';
import type { OwnerNode, OwnerTree } from '../../model/owners/owner-tree.ts';
import { replicaSetRevision } from '../../model/owners/workload-status.ts';
import type { Target } from '../arguments.ts';
import type { TreeNode } from './render-tree.ts';

/** The node that KIND/NAME names, searched from the roots of the namespace down. */
export function findNode(tree: OwnerTree, namespace: string, { kind, name }: Target): OwnerNode | undefined {
  for (const node of tree.walk(tree.roots(namespace))) {
    if (node.name === name && kindMatches(kind, node.kind, node.apiVersion)) return node;
  }
  return undefined;
}

/** How many levels an object owns: 1 where it owns nothing. */
export function levelsOf(tree: OwnerTree, top: OwnerNode): number {
  const levels = new Map([[top.key, 1]]);
  let most = 1;
  for (const { key, parent } of tree.walk([top.key])) {
    const level = key === top.key ? 1 : (levels.get(parent ?? '') ?? 0) + 1;
    levels.set(key, level);
    most = Math.max(most, level);
  }
  return most;
}

/** A node with all below it: what is made of each, and put among the children of what was made of its owner. */
function nested<T>(tree: OwnerTree, top: OwnerNode, make: (node: OwnerNode, children: T[]) => T): T {
  const children = new Map<string, T[]>();
  let first: T | undefined;
  for (const node of tree.walk([top.key])) {
    const own: T[] = [];
    children.set(node.key, own);
    const made = make(node, own);
    if (node.key === top.key) first = made;
    else children.get(node.parent ?? '')?.push(made);
  }
  return first ?? make(top, []);
}

/** A node with all below it, as text is made from it. */
export function treeNode(tree: OwnerTree, top: OwnerNode, now: number): TreeNode {
  const health = healthAt(tree, now);
  return nested<TreeNode>(tree, top, (node, children) => lineOf(health, node, children, now));
}

/** How the Pods of a tree are at a time, as far as one look at them tells. */
function healthAt(tree: OwnerTree, now: number): TreeHealth {
  const healthOf = (pod: Pod) => podHealth(pod, now);
  return { healthOf, sums: OwnerSums.empty().follow(tree, healthOf, []) };
}

function lineOf(health: TreeHealth, node: OwnerNode, children: readonly TreeNode[], now: number): TreeNode {
  const { ready, reason } = nodeSummary(health, node);
  const revision =
    node.object && node.kind === 'ReplicaSet' ? replicaSetRevision(node.object as Workload) : undefined;
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
export function treeJson(tree: OwnerTree, top: OwnerNode, now: number): TreeJson {
  const health = healthAt(tree, now);
  return nested<TreeJson>(tree, top, (node, children) => jsonOf(health, node, children));
}

function jsonOf(health: TreeHealth, node: OwnerNode, children: readonly TreeJson[]): TreeJson {
  const { apiVersion, kind, namespace, name, key: uid, object } = node;
  const { ready, reason } = nodeSummary(health, node);
  const createdAt = object?.metadata.creationTimestamp ?? null;
  const containers =
    kind === 'Pod' && object
      ? { containers: containersOf(object as Pod).map((container) => container.name) }
      : {};
  return { apiVersion, kind, namespace, name, uid, ready, reason, createdAt, ...containers, children };
}
