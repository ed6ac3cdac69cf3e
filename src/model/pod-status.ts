import { epochMs, humanDuration } from './ages.ts';
import { podHealth, hasCondition, type Health } from './pod-health.ts';
import type { ContainerState, ContainerStatus, Pod } from './objects.ts';

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
  /** podscope's own word on it. */
  readonly health: Health;
  /** Failed, or not Ready without having ended as it should. */
  readonly notWell: boolean;
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

/** RESTARTS: `3`, or `3 (5m ago)`. */
export function restartsText(summary: PodSummary, now: number): string {
  const { restarts, lastRestartAt } = summary;
  if (restarts === 0 || lastRestartAt === undefined) return String(restarts);
  return `${restarts} (${humanDuration(now - lastRestartAt)} ago)`;
}

function summarise(pod: Pod): PodSummary {
  const sidecars = sidecarNames(pod);
  const total = (pod.spec?.containers?.length ?? 0) + sidecars.size;
  const { ready, reason, restarts, lastRestartAt } = progress(pod, sidecars);
  return {
    readyContainers: ready,
    totalContainers: total,
    ready: `${ready}/${total}`,
    status: deletionStatus(pod) ?? reason,
    restarts,
    lastRestartAt,
    ...placement(pod),
    readinessGates: readinessGates(pod),
    ...podHealth(pod),
  };
}

function placement({ spec, status }: Pod): Pick<PodSummary, 'ip' | 'node' | 'nominatedNode' | 'hostNetwork'> {
  return {
    ip: status?.podIPs?.[0]?.ip || status?.podIP || '<none>',
    node: spec?.nodeName || '<none>',
    nominatedNode: status?.nominatedNodeName || '<none>',
    hostNetwork: spec?.hostNetwork === true,
  };
}

function progress(pod: Pod, sidecars: ReadonlySet<string>): Counted {
  const init = initProgress(pod, sidecars);
  if (init.reason === undefined || hasCondition(pod, 'Initialized')) return appProgress(pod, init, sidecars);
  return { reason: init.reason, ready: init.ready, ...restartsOf(init.seen) };
}

function sidecarNames(pod: Pod): ReadonlySet<string> {
  const init = pod.spec?.initContainers ?? [];
  return new Set(init.filter((container) => container.restartPolicy === 'Always').map(({ name }) => name));
}

interface Restarts {
  readonly restarts: number;
  readonly lastRestartAt: number | undefined;
}

function restartsOf(statuses: readonly ContainerStatus[]): Restarts {
  let restarts = 0;
  let lastRestartAt: number | undefined;
  for (const status of statuses) {
    restarts += status.restartCount ?? 0;
    const finishedAt = epochMs(status.lastState?.terminated?.finishedAt);
    if (finishedAt !== undefined && finishedAt > (lastRestartAt ?? -Infinity)) lastRestartAt = finishedAt;
  }
  return { restarts, lastRestartAt };
}

/**
 * How far the init containers are. `reason` is undefined when all are done; `seen` are the statuses
 * up to the one that holds the others back, which alone count for restarts.
 */
interface InitProgress {
  readonly reason: string | undefined;
  readonly ready: number;
  readonly seen: readonly ContainerStatus[];
}

function initProgress(pod: Pod, sidecars: ReadonlySet<string>): InitProgress {
  const statuses = pod.status?.initContainerStatuses ?? [];
  let ready = 0;
  for (const [index, status] of statuses.entries()) {
    const { terminated } = status.state ?? {};
    if (terminated && (terminated.exitCode ?? 0) === 0) continue;
    if (sidecars.has(status.name) && status.started === true) {
      if (status.ready) ready++;
      continue;
    }
    const total = pod.spec?.initContainers?.length ?? 0;
    const reason = initReason(status.state) ?? `${index}/${total}`;
    return { reason: `Init:${reason}`, ready, seen: statuses.slice(0, index + 1) };
  }
  return { reason: undefined, ready, seen: statuses };
}

/** Why an init container holds the others back; undefined while it just runs or waits its turn. */
function initReason(state: ContainerState | undefined): string | undefined {
  if (state?.terminated) return terminatedReason(state.terminated);
  const waiting = state?.waiting?.reason;
  return waiting && waiting !== 'PodInitializing' ? waiting : undefined;
}

function terminatedReason(terminated: NonNullable<ContainerState['terminated']>): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode ?? 0}`;
}

interface Counted extends Restarts {
  readonly reason: string;
  readonly ready: number;
}

/** STATUS and READY once the application containers count. The first container's reason wins. */
function appProgress(pod: Pod, init: InitProgress, sidecars: ReadonlySet<string>): Counted {
  const statuses = pod.status?.containerStatuses ?? [];
  let reason = init.reason ?? podReason(pod);
  let errorReason = '';
  let running = 0;
  for (const { state, ready } of statuses.toReversed()) {
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated) {
      reason = terminatedReason(state.terminated);
      if (state.terminated.exitCode) errorReason = reason;
    } else if (ready && state?.running) running++;
  }
  if (reason === 'Completed') reason = completedReason(pod, running > 0, errorReason);
  const restartable = init.seen.filter((status) => sidecars.has(status.name));
  return { reason, ready: init.ready + running, ...restartsOf([...restartable, ...statuses]) };
}

/** A Pod is not Completed because its first container is. */
function completedReason(pod: Pod, running: boolean, errorReason: string): string {
  if (running && hasCondition(pod, 'Ready')) return 'Running';
  if (errorReason) return errorReason;
  return running ? 'NotReady' : 'Completed';
}

function podReason({ status }: Pod): string {
  const gated = status?.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : status?.reason || status?.phase || '';
}

/** NodeLost is node.NodeUnreachablePodReason of Kubernetes' pkg/util/node. */
function deletionStatus({ metadata, status }: Pod): string | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined;
  if (status?.reason === 'NodeLost') return 'Unknown';
  const ended = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return ended ? undefined : 'Terminating';
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter(
    (gate) => status?.conditions?.find(({ type }) => type === gate.conditionType)?.status === 'True',
  );
  return `${met.length}/${gates.length}`;
}
