import { ownKind, watchedAs } from '../kinds/api-kind.ts';
import type { Pod, Workload } from '../kinds/objects.ts';
import { podSummary } from '../pod/pod-status.ts';
import { hasCondition, type Health } from '../health/pod-health.ts';
import type { Failure } from '../kinds/watch-event.ts';
import type { OwnerSums } from './owner-sums.ts';
import { type HealthOf, troubleOf } from './sums.ts';
import type { OwnerNode } from './owner-tree.ts';
import { workloadSummary } from './verdict/workload-status.ts';

/** READY and REASON of any node of the ownership tree; empty where there is nothing to say. */
export interface NodeSummary {
  readonly ready: string;
  readonly reason: string;
  /** Its own or, where that is no trouble, that of what it owns; undefined where nothing is known. */
  readonly health: Health | undefined;
  /** It, or something that it owns, is not well. */
  readonly notWell: boolean;
}

/** How the Pods of a tree are, and what they add up to. */
export interface TreeHealth {
  readonly healthOf: HealthOf;
  readonly sums: Pick<OwnerSums, 'of'>;
  /** What labels Pods are listed by, where not all are. */
  readonly labels?: string;
  /** Whether Pods are still coming: nothing is known to be well by those that have come. */
  readonly loading?: boolean;
}

/**
 * A Pod's READY and STATUS, a workload's own numbers; for any other owner how many of the Pods below
 * it are ready, but `–` where it has numbers of its own which could not be read. `failure` is why the owner's own object could not be had.
 */
export function nodeSummary(
  { healthOf, sums, loading }: TreeHealth,
  node: OwnerNode,
  failure?: Failure,
): NodeSummary {
  if (ownKind(node) === 'Pod' && node.object) return podNode(node.object as Pod, healthOf);
  const below = sums.of(node.key);
  const trouble = troubleOf(below);
  const notWell = trouble !== undefined;
  const ready = readyBelow(node, below, loading);
  if (failure) return { ready, reason: absence(failure), health: trouble ?? 'ended', notWell };
  const asItsPods = trouble ?? (below.pods > 0 ? asTheyCome(loading) : undefined);
  if (!node.object) return { ready, reason: '', health: ready === '–' ? trouble : asItsPods, notWell };
  const own = workloadSummary(ownKind(node), node.object as Workload);
  const health = own.health === 'failing' ? own.health : (trouble ?? own.health ?? asItsPods);
  return { ready: own.ready || ready, reason: own.reason, health, notWell: notWell || own.notWell };
}

/** What is asked for of a kind with numbers of its own is not known without its object, and may be more than is there. */
function readyBelow(node: OwnerNode, { ready, pods }: ReturnType<OwnerSums['of']>, loading = false): string {
  if (watchedAs(node)) return node.object ? '' : '–';
  if (pods === 0) return '';
  return loading ? '…' : `${ready}/${pods}`;
}

/** What those that have come, none of them in trouble, tell of all. */
const asTheyCome = (loading = false): Health => (loading ? 'waiting' : 'well');

/** What it means that an owner's own object could not be had. */
function absence({ code, reason }: Failure): string {
  if (code === 404) return 'gone';
  if (code === 403) return 'denied';
  // The server behind its kind is down.
  return code === 503 ? 'unavailable' : reason;
}

function podNode(pod: Pod, healthOf: HealthOf): NodeSummary {
  const { ready, status } = podSummary(pod);
  const { health, notWell } = healthOf(pod);
  const reason =
    status !== 'Running' ? status : notWell ? (hasCondition(pod, 'Ready') ? 'Flapping' : 'NotReady') : '';
  return { ready, reason, health, notWell };
}
