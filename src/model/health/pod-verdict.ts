import { epochMs, humanDuration } from '../ages.ts';
import { containersOf, type ContainerView } from '../containers.ts';
import { containerProblem, notReadyCause } from './container-problem.ts';
import { hasCondition, podHealth } from './pod-health.ts';
import { told, type Verdict } from './verdict.ts';
import { podSummary } from '../pod-status.ts';
import { sharingEquations } from '../sharing.ts';
import { shortened } from '../shortened.ts';
import type { Condition, Pod } from '../objects.ts';

const verdicts = new WeakMap<Pod, { readonly now: number; readonly made: Verdict }>();

/**
 * Why a Pod is not well, or, of one that is, what its containers share. Made once for a Pod and a time:
 * every frame asks, and a Pod may have a thousand containers.
 *
 * @param now epoch milliseconds
 */
export function podVerdict(pod: Pod, now: number): Verdict {
  const known = verdicts.get(pod);
  if (known?.now === now) return known.made;
  const made = told(podHealth(pod, now).health, cause(pod, now));
  verdicts.set(pod, { now, made });
  return made;
}

function cause(pod: Pod, now: number): string | readonly string[] {
  const { metadata, spec, status } = pod;
  if (metadata.deletionTimestamp !== undefined) return deletion(pod, now);
  if (status?.phase === 'Failed') return failure(pod);
  if (status?.phase === 'Succeeded') return success(pod, now);
  if (status?.reason === 'NodeLost') return withMessage('NodeLost', status.message);
  if (hasCondition(pod, 'Ready')) return sharing(pod);
  if (!spec?.nodeName) return placement(pod, now);
  return containerTrouble(pod, now) ?? initialisation(pod, now) ?? unreadiness(pod, now);
}

/** deletionTimestamp is when the grace period ends, not when it began. */
function deletion(pod: Pod, now: number): string {
  const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0 } = pod.metadata;
  const end = epochMs(deletionTimestamp) ?? now;
  const since = `Terminating ${humanDuration(Math.max(0, now - (end - grace * 1000)))}`;
  if (pod.status?.reason === 'NodeLost') return `${since}: ${withMessage('NodeLost', pod.status.message)}`;
  const running = containersOf(pod).filter(({ state }) => state.kind === 'running');
  const what =
    running.length > 0
      ? `still running: ${names(running)}`
      : 'no container runs any more; a finalizer or the kubelet still holds it';
  const over = now - end >= 1000 ? `, ${humanDuration(now - end)} over its grace period of ${grace}s` : '';
  return `${since}: ${what}${over}`;
}

function failure(pod: Pod): string {
  const { reason, message } = pod.status ?? {};
  if (reason || message) return withMessage(reason || 'Failed', message);
  const failed = containersOf(pod).filter(({ health }) => health === 'failing');
  if (failed.length === 0) return 'Failed: the API gives no reason';
  return `Failed: ${failed.map(({ name, state }) => `${name} ${state.text}`).join(', ')}`;
}

function success(pod: Pod, now: number): string {
  const ends = containersOf(pod).flatMap(({ state }) =>
    state.kind === 'terminated' ? (state.since ?? []) : [],
  );
  const since = ends.length > 0 ? ` ${humanDuration(now - Math.max(...ends))}` : '';
  return `Completed${since}: every container has ended as it should`;
}

function placement(pod: Pod, now: number): string {
  const scheduled = condition(pod, 'PodScheduled');
  const nominated = pod.status?.nominatedNodeName;
  const waitsFor = nominated ? ` (room is being made on ${nominated})` : '';
  if (scheduled?.status !== 'False') return `Pending: no scheduler has placed it yet${waitsFor}`;
  return withMessage(
    `${scheduled.reason || 'Unschedulable'}${since(scheduled, now)}${waitsFor}`,
    scheduled.message,
  );
}

function containerTrouble(pod: Pod, now: number): string | undefined {
  const [first, ...others] = failingContainers(pod);
  if (!first) return undefined;
  const policy = pod.spec?.restartPolicy ?? 'Always';
  const problem = containerProblem(first, policy, since(condition(pod, 'Ready'), now));
  return others.length > 0 ? `${problem}; also failing: ${names(others)}` : problem;
}

function failingContainers(pod: Pod): ContainerView[] {
  return containersOf(pod).filter(({ type, health }) => health === 'failing' && type !== 'ephemeral');
}

/** What still happens before all containers run. */
function initialisation(pod: Pod, now: number): string | undefined {
  const containers = containersOf(pod);
  const init = containers.filter(({ type }) => type === 'init' || type === 'sidecar');
  const done = init.filter(
    ({ health, type }) => health === 'ended' || (type === 'sidecar' && health === 'well'),
  );
  const current = init.find((container) => !done.includes(container));
  const age = since(condition(pod, 'Initialized'), now);
  if (current && !hasCondition(pod, 'Initialized')) {
    return `Init${age}: ${current.name} is ${current.state.text}, ${done.length} of ${init.length} init containers done`;
  }
  const waiting = containers.find(
    ({ type, state }) => type === 'app' && state.kind !== 'running' && state.kind !== 'terminated',
  );
  if (!waiting) return undefined;
  const text = waiting.state.kind === 'unknown' ? 'not seen by the kubelet yet' : waiting.state.text;
  return withMessage(
    `Starting${since(condition(pod, 'PodScheduled'), now)}: ${waiting.name}: ${text}`,
    waiting.state.message,
  );
}

function unreadiness(pod: Pod, now: number): string {
  const ready = condition(pod, 'Ready');
  const policy = pod.spec?.restartPolicy ?? 'Always';
  const causes = containersOf(pod).flatMap((container) => notReadyCause(container, policy) ?? []);
  const gates = causes.length > 0 ? [] : unmetGates(pod);
  const own = ready && [ready.reason, ready.message].filter(Boolean).join(': ');
  const why = [...causes, ...gates].join('; ') || own || 'the kubelet has not said why';
  return `NotReady${since(ready, now)}: ${why}, so no Service sends it traffic`;
}

function unmetGates(pod: Pod): string[] {
  return (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    if (hasCondition(pod, conditionType)) return [];
    const found = condition(pod, conditionType);
    const state = found
      ? `is ${[found.status, found.reason].filter(Boolean).join(', ')}`
      : 'is not set by anyone';
    return [`readiness gate ${conditionType} ${state}`];
  });
}

function sharing(pod: Pod): string | readonly string[] {
  const equations = sharingEquations(pod);
  if (equations.length > 0) return equations;
  const alive = containersOf(pod).filter(({ type }) => type !== 'init');
  const { ip, hostNetwork } = podSummary(pod);
  const address = hostNetwork ? `the node's network (${ip})` : `one IP ${ip}`;
  if (alive.length > 1) return `${alive.length} containers share ${address} and localhost`;
  return hostNetwork ? `1 container, on ${address}` : `1 container, alone with its IP ${ip}`;
}

function condition(pod: Pod, type: string): Condition | undefined {
  return pod.status?.conditions?.find((found) => found.type === type);
}

/** ` 3d`, or nothing where the time is not known. */
function since(found: Condition | undefined, now: number): string {
  const time = epochMs(found?.lastTransitionTime);
  return time === undefined ? '' : ` ${humanDuration(now - time)}`;
}

function withMessage(text: string, message: string | undefined): string {
  return message ? `${text}: ${shortened(message)}` : text;
}

function names(containers: readonly ContainerView[]): string {
  return containers.map(({ name }) => name).join(', ');
}
