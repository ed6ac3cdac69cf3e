import type { Pod, Workload } from '../../kinds/objects.ts';
import { podRevision } from '../../pod/revision.ts';
import type { TreeHealth } from '../node-summary.ts';
import type { OwnerTree } from '../owner-tree.ts';
import { isSeen } from './on-delete.ts';
import { replicaSetName, replicaSets, type Revised } from './old-replica-sets.ts';

/** Of a Pod of an old template, what replaces it and how far that is; undefined of all others. */
export function outdatedText(tree: OwnerTree, health: TreeHealth, pod: Pod): string | undefined {
  const [own, deployment] = tree.ancestors(pod.metadata.uid);
  if (own?.kind === 'StatefulSet') return oldRevisionText(pod, own.object as Workload | undefined);
  if (own?.kind === 'DaemonSet')
    return oldTemplateText(pod, own.object as Workload | undefined, () => podsBelow(tree, own.key));
  if (own?.kind !== 'ReplicaSet' || deployment?.kind !== 'Deployment') return undefined;
  const [newest] = replicaSets(tree, deployment.key);
  if (!newest || newest.key === own.key) return undefined;
  return oldReplicaSetText(own, newest, health.sums.of(newest.key).ready);
}

/** More Pods of a DaemonSet are not gone through. */
const MOST = 5000;

const podsBelow = (tree: OwnerTree, key: string): readonly Pod[] =>
  tree
    .children(key)
    .slice(0, MOST)
    .flatMap((child) => (tree.node(child)?.object as Pod | undefined) ?? []);

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

/** How often a DaemonSet's template was changed, which its server counts, and by which of these a Pod was made. */
const GENERATION = 'deprecated.daemonset.template.generation';
const MADE_BY = 'pod-template-generation';

/**
 * A DaemonSet's status does not say which revision is the newest, but its Pods say by which change they were made. One
 * whose template came again (an undo) is of the newest all the same, by its hash (IsPodUpdated in Kubernetes'
 * pkg/controller/daemon/util): where such ones are counted and none of the newest change is there to compare with,
 * nothing is said.
 *
 * @param others the Pods of its DaemonSet, asked for where the Pod is of an older change
 */
export function oldTemplateText(
  pod: Pod,
  set: Workload | undefined,
  others: () => readonly Pod[],
): string | undefined {
  const newest = set?.metadata.annotations?.[GENERATION];
  const own = pod.metadata.labels?.[MADE_BY];
  const revision = podRevision(pod);
  if (!set || newest === undefined || own === undefined || own === newest) return undefined;
  const made = others().filter(({ metadata: { labels } }) => labels?.[MADE_BY] === newest);
  const isSame = made.some((each) => podRevision(each) === revision);
  const updated = set.status?.updatedNumberScheduled ?? 0;
  if (revision === undefined || isSame || !isSeen(set) || updated > made.length) return undefined;
  return `of the old revision ${revision}: ${replacedHow(set, updated)}`;
}

const replacedHow = ({ spec, status }: Workload, updated: number): string =>
  spec?.updateStrategy?.type === 'OnDelete'
    ? 'one of the newest comes when it is deleted'
    : `to be replaced by one of the newest, of which ${updated} of ${status?.desiredNumberScheduled ?? 0} are`;
