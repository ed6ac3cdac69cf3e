import { containersOf, type ContainerView } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { unstopped } from './clauses.ts';
import { conditionOf, since } from './conditions.ts';
import { notReadyCause } from './container/container-problem.ts';
import { startsAgain } from './container/restart-policy.ts';
import { nodeIsSuspect } from './missing/node-suspect.ts';
import type { PodFacts } from './pod-facts.ts';
import { hasCondition } from './pod-health.ts';

/**
 * Why a Pod is not ready whose containers do not fail, and what that means.
 *
 * @param now epoch milliseconds
 */
export function unreadiness(pod: Pod, now: number, { regardless, events }: PodFacts): readonly string[] {
  const ready = conditionOf(pod, 'Ready');
  const [held, ...instead] = heldUp(pod);
  if (held !== undefined) return [`NotReady${since(ready, now)}: ${held}`, ...instead];
  const causes = containersOf(pod).flatMap((container) => notReadyCause(pod, container, now, events) ?? []);
  const gates = causes.length > 0 ? [] : unmetGates(pod);
  const own = ready && [ready.reason, ready.message].filter(Boolean).join(': ');
  const why = [...causes, ...gates].join('; ') || own || silence(pod);
  return [`NotReady${since(ready, now)}: ${unstopped(why)}, so ${trafficText(regardless)}`];
}

/**
 * That of a Job's Pod some containers are done and the others hold the Job up, and what would not: those that the
 * kubelet ends with the last of `containers` (KEP-753).
 */
function heldUp(pod: Pod): readonly string[] {
  if (!pod.metadata.ownerReferences?.some(({ kind, controller }) => kind === 'Job' && controller)) return [];
  const apps = containersOf(pod).filter(({ type }) => type === 'app');
  const done = apps.filter((each) => each.state.exitCode === 0 && !startsAgain(each, 0));
  const left = apps.filter(({ state }) => state.kind === 'running');
  if (done.length === 0 || left.length === 0 || done.length + left.length < apps.length) return [];
  const [ended, running] = [names(done), names(left)];
  const [run, as] = left.length === 1 ? ['runs', 'an init container'] : ['run', 'init containers'];
  return [
    `${ended} ${done.length === 1 ? 'has' : 'have'} exited 0, ${running} still ${run}: the Job is done only once all containers have ended`,
    `as ${as} with restartPolicy Always ${running} would be ended then`,
  ];
}

/** What containers are called, one behind the other. */
export const names = (containers: readonly ContainerView[]): string =>
  containers.map(({ name }) => name).join(', ');

const silence = (pod: Pod): string =>
  nodeIsSuspect(pod)
    ? `its containers are ready, so its node ${pod.spec?.nodeName ?? ''} may have stopped answering`
    : 'the kubelet has not said why';

function unmetGates(pod: Pod): string[] {
  return (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    if (hasCondition(pod, conditionType)) return [];
    const found = conditionOf(pod, conditionType);
    const state = found
      ? `is ${[found.status, found.reason].filter(Boolean).join(', ')}`
      : 'is not set by anyone';
    return [`readiness gate ${conditionType} ${state}`];
  });
}

/** Who sends traffic to a Pod that is not ready: Services that publish not-ready addresses do, and few are such. */
export function trafficText(regardless: PodFacts['regardless']): string {
  if (!regardless) return 'by default no Service sends it traffic';
  if (regardless.length === 0) return 'no Service sends it traffic';
  const some = `${regardless.length === 1 ? 'Service' : 'Services'} ${regardless.join(', ')}`;
  return `only ${some} ${regardless.length === 1 ? 'sends' : 'send'} it traffic`;
}
