import type { Pod, Workload } from '../../kinds/objects.ts';
import { podRevision } from '../../pod/revision.ts';
import type { TreeHealth } from '../node-summary.ts';
import type { OwnerTree } from '../owner-tree.ts';
import { replicaSetName, replicaSets, type Revised } from './old-replica-sets.ts';

/** Of a Pod of an old template, what replaces it and how far that is; undefined of all others. */
export function outdatedText(tree: OwnerTree, health: TreeHealth, pod: Pod): string | undefined {
  const [own, deployment] = tree.ancestors(pod.metadata.uid);
  if (own?.kind === 'StatefulSet') return oldRevisionText(pod, own.object as Workload | undefined);
  if (own?.kind !== 'ReplicaSet' || deployment?.kind !== 'Deployment') return undefined;
  const [newest] = replicaSets(tree, deployment.key);
  if (!newest || newest.key === own.key) return undefined;
  return oldReplicaSetText(own, newest, health.sums.of(newest.key).ready);
}

/** @param ready how many Pods of the newest are */
export function oldReplicaSetText(own: Revised, newest: Revised, ready: number): string {
  const desired = (newest.object as Workload | undefined)?.spec?.replicas;
  const far = desired === undefined ? '' : `, which has ${ready} of ${desired} ready`;
  return `of the old ${replicaSetName(own)}: to be replaced by ${replicaSetName(newest)}${far}`;
}

/** A StatefulSet's Pod says by a label of which template it is; what its partition holds back stays so. */
export function oldRevisionText(pod: Pod, set: Workload | undefined): string | undefined {
  const { updateRevision, updatedReplicas = 0 } = set?.status ?? {};
  const own = podRevision(pod);
  if (!updateRevision || own === undefined || own === updateRevision) return undefined;
  const { replicas = 1, updateStrategy } = set?.spec ?? {};
  const old = `of the old revision ${own}`;
  if (updateStrategy?.type === 'OnDelete') return `${old}: one of ${updateRevision} comes when it is deleted`;
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  if (ordinalOf(pod) < partition) return `${old}: held back by the partition ${partition}`;
  return `${old}: to be replaced by one of ${updateRevision}, of which ${updatedReplicas} of ${replicas} are`;
}

const ordinalOf = ({ metadata: { name } }: Pod): number => Number(name.slice(name.lastIndexOf('-') + 1));
