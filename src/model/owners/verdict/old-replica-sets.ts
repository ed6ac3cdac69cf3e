import type { KubeObject, Workload } from '../../kinds/objects.ts';
import { type AskedOwner, podsText } from '../asked-owner.ts';
import type { OwnerNode, OwnerTree } from '../owner-tree.ts';
import { replicaSetRevision } from './workload-status.ts';

/** The ReplicaSets of a Deployment but for the newest, the newer first. */
export function oldReplicaSets(tree: OwnerTree, key: string): readonly OwnerNode[] {
  const [, ...older] = replicaSets(tree, key);
  return older;
}

/** Those of a Deployment, the newest first. */
export const replicaSets = (tree: OwnerTree, key: string): readonly OwnerNode[] =>
  tree
    .children(key)
    .flatMap((child) => tree.node(child) ?? [])
    .filter(({ kind }) => kind === 'ReplicaSet');

/** Of a Deployment whose rollout does not end: who serves meanwhile. More than three are not named. */
export function servingStill({ tree, node, health }: AskedOwner): readonly string[] {
  if (node.kind !== 'Deployment') return [];
  return oldReplicaSets(tree, node.key)
    .filter(({ key }) => health.sums.of(key).ready > 0)
    .slice(0, 3)
    .map((old) => `old ${replicaSetName(old)} still serves with ${podsText(health.sums.of(old.key).ready)}`);
}

/** An owner by its name, with its object where that is known. */
export interface Revised {
  readonly name: string;
  readonly object?: KubeObject | undefined;
}

/** `ReplicaSet web-1 (revision 3)` */
export function replicaSetName({ name, object }: Revised): string {
  const revision = object && replicaSetRevision(object as Workload);
  return `ReplicaSet ${name}${revision === undefined ? '' : ` (revision ${revision})`}`;
}
