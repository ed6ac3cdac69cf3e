import { epochMs } from '../ages.ts';
import { hasCondition } from '../health/pod-health.ts';
import type { ContainerState, ContainerStatus, Pod } from '../kinds/objects.ts';

/** READY, STATUS (but for deletion) and RESTARTS. */
export interface PodProgress extends Restarts {
  readonly reason: string;
  readonly ready: number;
  /** Application containers and native sidecars. */
  readonly total: number;
}

interface Restarts {
  readonly restarts: number;
  /** When the last one was, epoch milliseconds. */
  readonly lastRestartAt: number | undefined;
}

/**
 * How far a Pod has come, as printPod in Kubernetes' pkg/printers/internalversion/printers.go (1.34)
 * has it: until the init containers are done they alone count, then only the containers that stay.
 */
export function podProgress(pod: Pod): PodProgress {
  const sidecars = sidecarNames(pod);
  const total = (pod.spec?.containers?.length ?? 0) + sidecars.size;
  const init = initProgress(pod, sidecars);
  if (init.reason === undefined || hasCondition(pod, 'Initialized')) {
    return { total, ...appProgress(pod, init, sidecars) };
  }
  return { total, reason: init.reason, ready: init.ready, ...restartsOf(init.seen) };
}

function sidecarNames(pod: Pod): ReadonlySet<string> {
  const init = pod.spec?.initContainers ?? [];
  return new Set(init.filter((container) => container.restartPolicy === 'Always').map(({ name }) => name));
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

/** STATUS and READY once the application containers count. The first container's reason wins. */
function appProgress(
  pod: Pod,
  init: InitProgress,
  sidecars: ReadonlySet<string>,
): Omit<PodProgress, 'total'> {
  const statuses = pod.status?.containerStatuses ?? [];
  let reason = init.reason ?? podReason(pod);
  let running = 0;
  for (const { state, ready } of statuses.toReversed()) {
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated) reason = terminatedReason(state.terminated);
    else if (ready && state?.running) running++;
  }
  // A Pod is not Completed because its first container is.
  if (reason === 'Completed' && running > 0) reason = hasCondition(pod, 'Ready') ? 'Running' : 'NotReady';
  const restartable = init.seen.filter((status) => sidecars.has(status.name));
  return { reason, ready: init.ready + running, ...restartsOf([...restartable, ...statuses]) };
}

/** Whether a Pod waits for someone to let it be scheduled. */
export const isGated = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated') ===
  true;

function podReason(pod: Pod): string {
  const { status } = pod;
  const gated = isGated(pod);
  return gated ? 'SchedulingGated' : status?.reason || status?.phase || '';
}
