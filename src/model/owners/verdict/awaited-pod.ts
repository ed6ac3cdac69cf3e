import { ownKind } from '../../kinds/api-kind.ts';
import { epochMs, humanDuration } from '../../ages.ts';
import { hasCondition } from '../../health/pod-health.ts';
import type { Pod, Workload } from '../../kinds/objects.ts';
import { podSummary } from '../../pod/pod-status.ts';
import type { HealthOf } from '../owner-sums.ts';
import type { OwnerNode, OwnerTree } from '../owner-tree.ts';

/** The Pod that keeps an owner from being as it is to be. */
export interface Awaited {
  /** Cut in its middle, where it repeats its owner's: `checkout-…-h7wtk`. */
  readonly name: string;
  /** For how long it has not been ready. */
  readonly time: string;
  readonly reason: string;
  /** Nothing else is done before it is ready: a StatefulSet goes from ordinal to ordinal. */
  readonly stuck: boolean;
}

/** More are not gone through for each frame: among so many one that fails is found. */
const MOST = 5000;

/** Of what is not well below an owner: what fails before what is on its way, the longest first; the newest ReplicaSet's before others'. */
export function awaited(tree: OwnerTree, key: string, healthOf: HealthOf, now: number): Awaited | undefined {
  const owner = tree.node(key);
  let found: { pod: Pod; rank: number; at: number } | undefined;
  let looked = 0;
  for (const node of tree.walk(tree.children(key))) {
    if (looked++ > MOST) break;
    if (node.kind !== 'Pod' || !node.object) continue;
    const pod = node.object as Pod;
    const { health, notWell } = healthOf(pod);
    if (!notWell || pod.metadata.deletionTimestamp !== undefined) continue;
    const rank = health === 'failing' ? 0 : 1;
    const at = notReadySince(pod) ?? now;
    if (!found || rank < found.rank || (rank === found.rank && at < found.at)) found = { pod, rank, at };
  }
  if (!owner || !found) return undefined;
  const { pod, at } = found;
  return {
    name: shortName(pod.metadata.name, owner.name),
    time: humanDuration(now - at),
    reason: reasonOf(pod),
    stuck: isOrdered(owner),
  };
}

/** No condition of a StatefulSet says why it goes no further: the Pod that it is stuck on does; else empty. */
export function stuckReason(tree: OwnerTree, node: OwnerNode, healthOf: HealthOf): string {
  return ownKind(node) === 'StatefulSet' ? (awaited(tree, node.key, healthOf, 0)?.reason ?? '') : '';
}

function notReadySince({ status, metadata }: Pod): number | undefined {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return (
    epochMs(ready?.status === 'True' ? undefined : ready?.lastTransitionTime) ??
    epochMs(metadata.creationTimestamp)
  );
}

function reasonOf(pod: Pod): string {
  const { status } = podSummary(pod);
  if (status !== 'Running') return status;
  return hasCondition(pod, 'Ready') ? 'restarts again and again' : 'NotReady';
}

const isOrdered = ({ kind, object }: OwnerNode): boolean =>
  kind === 'StatefulSet' && (object as Workload | undefined)?.spec?.podManagementPolicy !== 'Parallel';

/** The owner's name, and what tells the Pod from others. */
export function shortName(name: string, owner: string): string {
  const last = name.lastIndexOf('-');
  const isLong = name.startsWith(`${owner}-`) && last > owner.length;
  return isLong ? `${owner}-…${name.slice(last)}` : name;
}
