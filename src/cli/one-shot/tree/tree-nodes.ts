import { watchedAs } from '../../../model/kinds/api-kind.ts';
import { age } from '../../../model/ages.ts';
import { containersOf, readyText, stateText } from '../../../model/pod/containers.ts';
import { podHealth } from '../../../model/health/pod-health.ts';
import { stuckReason } from '../../../model/owners/verdict/awaited-pod.ts';
import { notWellText } from '../../../model/owners/verdict/not-well-text.ts';
import { kindText } from '../../../model/owners/kind-text.ts';
import { besidesText } from '../../../model/owners/owner-references.ts';
import { nodeSummary, type TreeHealth } from '../../../model/owners/node-summary.ts';
import { OwnerSums } from '../../../model/owners/owner-sums.ts';
import { addedUp, type Sums } from '../../../model/owners/sums.ts';
import type { Pod, Workload } from '../../../model/kinds/objects.ts';
import type { OwnerNode } from '../../../model/owners/owner-tree.ts';
import { replicaSetRevision } from '../../../model/owners/verdict/workload-status.ts';
import type { TreeAnswer } from './read-tree.ts';
import type { TreeNode } from './render-tree.ts';

const isNamespace = (node: OwnerNode): boolean => watchedAs(node) === 'namespaces';

/** Where what is below the object begins: at itself; a namespace owns nothing, but has all that stands at its top. */
export const topsOf = ({ tree, target }: Pick<TreeAnswer, 'tree' | 'target'>): readonly string[] =>
  isNamespace(target) ? tree.roots(target.name) : tree.places(target.uid);

/** How many levels a tree has, from the top owner to the last that is owned. */
export function levelsOf({ tree, target }: TreeAnswer): number {
  const above = [...tree.ancestors(target.key)].length;
  const levels = new Map(tree.places(target.uid).map((key) => [key, above + 1]));
  let most = above + 1;
  for (const { key, parent } of tree.walk(topsOf({ tree, target }))) {
    if (levels.has(key)) continue;
    const level = (levels.get(parent ?? '') ?? above + 1) + 1;
    levels.set(key, level);
    most = Math.max(most, level);
  }
  return most;
}

/**
 * The object that was asked for with all below it, and each of its owners around that: what is made of each, and
 * put among the children of what is made of its owner.
 */
function nested<T>(answer: TreeAnswer, make: (node: OwnerNode, children: T[]) => T): T {
  const { tree, target } = answer;
  // What it owns in each namespace, where it is the cluster's, is owned by one object all the same.
  const below: T[] = [];
  const children = new Map(tree.places(target.uid).map((key) => [key, below]));
  for (const node of tree.walk(topsOf(answer))) {
    if (children.has(node.key)) continue;
    const own: T[] = [];
    children.set(node.key, own);
    (node.parent === undefined ? below : children.get(node.parent))?.push(make(node, own));
  }
  let top = make(target, below);
  for (const owner of tree.ancestors(target.key)) top = make(owner, [top]);
  return top;
}

/** A tree, and how its Pods are at a time, as far as one look at them tells. */
interface Seen extends TreeAnswer {
  readonly health: TreeHealth;
}

function seenAt(answer: TreeAnswer, now: number): Seen {
  const healthOf = (pod: Pod) => podHealth(pod, now);
  const { tree, target } = answer;
  const each = OwnerSums.empty().follow(tree, healthOf, []);
  const places = tree.places(target.uid).map((key) => each.of(key));
  const ofTarget = isNamespace(target) ? each.ofNamespace(target.name) : places.reduce(addedUp);
  const of = (key: string): Sums => (key === target.key ? ofTarget : each.of(key));
  return { ...answer, health: { healthOf, sums: { of } } };
}

/** What a node says of itself; empty where that is not known. */
function told(seen: Seen, node: OwnerNode): { readonly ready: string; readonly reason: string } {
  const { tree, target, failures, health } = seen;
  if (isNamespace(node)) {
    const sums = health.sums.of(node.key);
    return { ready: sums.pods === 0 ? '' : `${sums.ready}/${sums.pods}`, reason: notWellText(sums) };
  }
  const { ready, reason } = nodeSummary(health, node, failures.get(node.uid));
  // Of what an owner above owns besides nothing was asked: only numbers of its own are all of it.
  const counted = !(node.object && watchedAs(node));
  return {
    ready: counted && tree.owns(node.key, target.key) ? '' : ready,
    reason: seen.refused?.get(node.uid)?.reason ?? (reason || stuckReason(tree, node, health)),
  };
}

/** A node that is known by reference only stands in its child's namespace; a cluster's object in none. */
const namespaceOf = ({ object, namespace }: OwnerNode): string =>
  object ? (object.metadata.namespace ?? '') : namespace;

/** A tree as text is made from it. */
export function treeNode(answer: TreeAnswer, now: number): TreeNode {
  const seen = seenAt(answer, now);
  return nested<TreeNode>(answer, (node, children) => lineOf(seen, node, children, now));
}

function lineOf(seen: Seen, node: OwnerNode, children: readonly TreeNode[], now: number): TreeNode {
  const revision =
    node.object && node.kind === 'ReplicaSet' ? replicaSetRevision(node.object as Workload) : undefined;
  const pod = node.kind === 'Pod' && node.object ? (node.object as Pod) : undefined;
  const { ready, reason } = told(seen, node);
  return {
    namespace: namespaceOf(node),
    kind: kindText(seen.tree, node),
    name: revision === undefined ? node.name : `${node.name} rev ${revision}`,
    ready,
    reason: reason || besidesText(node),
    age: node.object ? age(node.object.metadata.creationTimestamp, now) : '–',
    children: pod ? [...containerNodes(pod, now), ...children] : children,
  };
}

function containerNodes(pod: Pod, now: number): TreeNode[] {
  return containersOf(pod).map((container) => ({
    namespace: pod.metadata.namespace ?? '',
    kind: 'container',
    name: container.name,
    ready: readyText(container),
    reason: stateText(container.state, now),
    age: '',
    children: [],
  }));
}

/**
 * `podscope tree -o json`: a node with its children; `uid` ties it to the API, READY and REASON are as on the screen.
 * What is not known, or of which there is nothing to say, is null.
 */
export interface TreeJson {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly uid: string;
  readonly ready: string | null;
  readonly reason: string | null;
  readonly createdAt: string | null;
  /** Names, in start order; only of Pods. */
  readonly containers?: readonly string[];
  readonly children: readonly TreeJson[];
}

/** A tree as JSON. */
export function treeJson(answer: TreeAnswer, now: number): TreeJson {
  const seen = seenAt(answer, now);
  return nested<TreeJson>(answer, (node, children) => jsonOf(seen, node, children));
}

function jsonOf(seen: Seen, node: OwnerNode, children: readonly TreeJson[]): TreeJson {
  const { apiVersion, kind, name, uid, object } = node;
  const { ready, reason } = told(seen, node);
  const createdAt = object?.metadata.creationTimestamp ?? null;
  const containers =
    kind === 'Pod' && object
      ? { containers: containersOf(object as Pod).map((container) => container.name) }
      : {};
  return {
    ...{ apiVersion, kind, namespace: namespaceOf(node) || null, name, uid },
    ...{ ready: ready || null, reason: reason || null, createdAt, ...containers, children },
  };
}
