import { ownKind } from '../../kinds/api-kind.ts';
import { epochMs, humanDuration } from '../../ages.ts';
import { hasCondition } from '../../health/pod-health.ts';
import type { Pod, Workload } from '../../kinds/objects.ts';
import { podSummary } from '../../pod/pod-status.ts';
import type { TreeHealth } from '../node-summary.ts';
import { type HealthOf, troubleOf } from '../sums.ts';
import type { OwnerNode, OwnerTree } from '../owner-tree.ts';

/** The Pod that keeps an owner from being as it is to be. */
export interface Awaited {
  /** Cut in its middle, where it repeats its owner's: `checkout-…-h7wtk`. */
  readonly name: string;
  /** For how long it has not been ready; undefined where it was started again: it may have been ready in between. */
  readonly time: string | undefined;
  readonly reason: string;
  /** Nothing else is done before it is ready: a StatefulSet goes from ordinal to ordinal. */
  readonly stuck: boolean;
  /** It has ended, and is waited for no more. */
  readonly ended: boolean;
}

/** More are not gone through for each frame: among so many one that fails is found. */
const MOST = 5000;
/** What is on its way for no longer is nothing that one is stuck on; in ms. */
const ON_ITS_WAY = 60_000;

/** One that may be waited for: the least comes first, by one after the other. */
interface Candidate {
  readonly pod: Pod;
  readonly order: readonly number[];
  readonly at: number;
  readonly failing: boolean;
}

/**
 * Of what is not well below an owner: what runs before what has ended, what fails before what is on its way, the longest
 * first; the newest ReplicaSet's before others'. Of an ordered StatefulSet the lowest ordinal that is not ready, since
 * that is the one it waits for (pkg/controller/statefulset, updateStatefulSet).
 */
export function awaited(tree: OwnerTree, key: string, healthOf: HealthOf, now: number): Awaited | undefined {
  const owner = tree.node(key);
  const found = owner && first(tree, owner, healthOf, now);
  if (!found) return undefined;
  const { pod, at, failing } = found;
  const stuck = isOrdered(owner) && !hasCondition(pod, 'Ready') && (failing || now - at > ON_ITS_WAY);
  return {
    name: shortName(pod.metadata.name, owner.name),
    time: hasRestarted(pod) ? undefined : humanDuration(now - at),
    reason: reasonOf(pod),
    stuck,
    ended: hasEnded(pod),
  };
}

/** That Pod itself. */
export function awaitedPod(tree: OwnerTree, key: string, healthOf: HealthOf): Pod | undefined {
  const owner = tree.node(key);
  return owner && first(tree, owner, healthOf, 0)?.pod;
}

function first(tree: OwnerTree, owner: OwnerNode, healthOf: HealthOf, now: number): Candidate | undefined {
  const ordered = isOrdered(owner);
  let found: Candidate | undefined;
  let looked = 0;
  for (const node of tree.walk(tree.children(owner.key))) {
    if (looked++ > MOST) break;
    const one = candidate(node, ordered, healthOf, now);
    if (one && (!found || isBefore(one.order, found.order))) found = one;
  }
  return found;
}

function candidate(
  { kind, object }: OwnerNode,
  ordered: boolean,
  healthOf: HealthOf,
  now: number,
): Candidate | undefined {
  if (kind !== 'Pod' || !object) return undefined;
  const pod = object as Pod;
  const { health, notWell } = healthOf(pod);
  if (!notWell || pod.metadata.deletionTimestamp !== undefined) return undefined;
  const at = notReadySince(pod) ?? now;
  const failing = health === 'failing';
  const first = ordered ? [hasCondition(pod, 'Ready') ? 1 : 0, ordinalOf(pod)] : [hasEnded(pod) ? 1 : 0];
  return { pod, order: [...first, failing ? 0 : 1, at], at, failing };
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

const ordinalOf = ({ metadata: { name } }: Pod): number => Number(/-(\d{1,9})$/.exec(name)?.[1] ?? 0);

const hasEnded = ({ status }: Pod): boolean => status?.phase === 'Failed' || status?.phase === 'Succeeded';

const hasRestarted = ({ status }: Pod): boolean =>
  status?.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 0) === true;

/** What says why it goes no further only once its deadline is over (`progressDeadlineSeconds`), or never. */
const ROLLING: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'DaemonSet']);

/** Whether the Pods of an owner may tell why it goes no further: a StatefulSet's always, others' once one of them fails. */
export const tellsOfItsPods = (node: OwnerNode, { sums }: TreeHealth): boolean =>
  ownKind(node) === 'StatefulSet' ||
  (ROLLING.has(ownKind(node)) && troubleOf(sums.of(node.key)) === 'failing');

/** Where no condition of an owner says why it goes no further, the Pod does that it is stuck on; else empty. */
export function stuckReason(tree: OwnerTree, node: OwnerNode, health: TreeHealth): string {
  if (!tellsOfItsPods(node, health)) return '';
  const { reason = '', ended = false } = awaited(tree, node.key, health.healthOf, 0) ?? {};
  return ended && ownKind(node) !== 'StatefulSet' ? '' : reason;
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
