import { humanDuration } from '../ages.ts';
import { isGated, podProgress } from './pod-progress.ts';
import type { ContainerStatus, Pod } from '../kinds/objects.ts';

/** What a row of the Pods table says, as far as it does not depend on the time. */
export interface PodSummary {
  readonly readyContainers: number;
  /** Application containers and native sidecars. */
  readonly totalContainers: number;
  /** READY: `1/2` */
  readonly ready: string;
  /** STATUS: `Running`, `CrashLoopBackOff`, `Init:0/2`, … */
  readonly status: string;
  readonly restarts: number;
  /** When the last restart was, epoch milliseconds: the `(5m ago)` of RESTARTS. */
  readonly lastRestartAt: number | undefined;
  /** IP, `<none>` without one, as in the next three. */
  readonly ip: string;
  readonly node: string;
  readonly nominatedNode: string;
  /** READINESS GATES: `1/2` of them true, `<none>` where there are none. */
  readonly readinessGates: string;
  readonly hostNetwork: boolean;
}

const summaries = new WeakMap<Pod, PodSummary>();

/**
 * Everything `kubectl get pods -o wide` says of a Pod that does not change with the time, in
 * kubectl's own words. The rules are printPod's in Kubernetes' pkg/printers/internalversion/printers.go
 * (1.34). Computed once an object: an object that changes is a new object.
 */
export function podSummary(pod: Pod): PodSummary {
  const known = summaries.get(pod);
  if (known) return known;
  const summary = summarise(pod);
  summaries.set(pod, summary);
  return summary;
}

/** STATUS alone, of which nothing is kept: of 50,000 Pods it is asked for with one key, and most simply run. */
export function podStatus(pod: Pod): string {
  return runsThroughout(pod) ? 'Running' : (deletionStatus(pod) ?? podProgress(pod).reason);
}

/** Whether nothing but `Running` can be said of a Pod: all that was to end has, and all else runs and is ready. */
function runsThroughout(pod: Pod): boolean {
  const { metadata, status } = pod;
  if (status?.phase !== 'Running' || status.reason || metadata.deletionTimestamp !== undefined) return false;
  const { initContainerStatuses = [], containerStatuses = [] } = status;
  for (const { state } of initContainerStatuses) if (state?.terminated?.exitCode !== 0) return false;
  for (const container of containerStatuses) if (!justRuns(container)) return false;
  return containerStatuses.length > 0 && !isGated(pod);
}

const justRuns = ({ ready, state }: ContainerStatus): boolean =>
  ready === true && state?.running !== undefined && !state.waiting && !state.terminated;

/** IP. */
export const podIp = ({ status }: Pod): string => status?.podIPs?.[0]?.ip || status?.podIP || NONE;

/** NODE. */
export const podNode = ({ spec }: Pod): string => spec?.nodeName || NONE;

const NONE = '<none>';

/** RESTARTS: `3`, or `3 (5m ago)`. */
export function restartsText(summary: PodSummary, now: number): string {
  const { restarts, lastRestartAt } = summary;
  if (restarts === 0 || lastRestartAt === undefined) return String(restarts);
  return `${restarts} (${humanDuration(now - lastRestartAt)} ago)`;
}

function summarise(pod: Pod): PodSummary {
  const { ready, total, reason, restarts, lastRestartAt } = podProgress(pod);
  return {
    readyContainers: ready,
    totalContainers: total,
    ready: `${ready}/${total}`,
    status: deletionStatus(pod) ?? reason,
    restarts,
    lastRestartAt,
    ip: podIp(pod),
    node: podNode(pod),
    nominatedNode: pod.status?.nominatedNodeName || NONE,
    hostNetwork: pod.spec?.hostNetwork === true,
    readinessGates: readinessGates(pod),
  };
}

/** NodeLost is node.NodeUnreachablePodReason of Kubernetes' pkg/util/node. */
function deletionStatus(pod: Pod): string | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return hasEnded(pod) ? undefined : 'Terminating';
}

/** Whether a Pod has run to its end: none of its containers runs again. */
export const hasEnded = ({ status }: Pod): boolean =>
  status?.phase === 'Succeeded' || status?.phase === 'Failed';

function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return NONE;
  const met = gates.filter(
    (gate) => status?.conditions?.find(({ type }) => type === gate.conditionType)?.status === 'True',
  );
  return `${met.length}/${gates.length}`;
}
