import type { Workload } from '../../kinds/objects.ts';
import { type AskedOwner, podsText } from '../asked-owner.ts';
import type { TreeHealth } from '../node-summary.ts';
import type { OwnerNode, OwnerTree } from '../owner-tree.ts';
import { replicaSetRevision } from './workload-status.ts';

/** The ReplicaSets of a Deployment but for the newest, the newer first. */
export function oldReplicaSets(tree: OwnerTree, key: string): readonly OwnerNode[] {
  const [, ...older] = replicaSets(tree, key);
  return older;
}

const replicaSets = (tree: OwnerTree, key: string): readonly OwnerNode[] =>
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
    .map((old) => `old ${named(old)} still serves with ${podsText(health.sums.of(old.key).ready)}`);
}

/** Of a Pod of an old ReplicaSet, what replaces it and how far that is; undefined of all others. */
export function outdatedText(tree: OwnerTree, health: TreeHealth, pod: string): string | undefined {
  const [own, deployment] = tree.ancestors(pod);
  if (own?.kind !== 'ReplicaSet' || deployment?.kind !== 'Deployment') return undefined;
  const [newest] = replicaSets(tree, deployment.key);
  if (!newest || newest.key === own.key) return undefined;
  const { ready } = health.sums.of(newest.key);
  const desired = (newest.object as Workload | undefined)?.spec?.replicas;
  const far = desired === undefined ? '' : `, which has ${ready} of ${desired} ready`;
  return `of the old ${named(own)}: to be replaced by ${named(newest)}${far}`;
}

function named({ name, object }: OwnerNode): string {
  const revision = object && replicaSetRevision(object as Workload);
  return `ReplicaSet ${name}${revision === undefined ? '' : ` (revision ${revision})`}`;
}
