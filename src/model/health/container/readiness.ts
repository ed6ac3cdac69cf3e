import { epochMs, humanDuration } from '../../ages.ts';
import { probeFailure, probeFailures } from '../../events/causes.ts';
import type { ToldEvent } from '../../events/told-event.ts';
import type { Container, Pod, Probe } from '../../kinds/objects.ts';
import { type ContainerView, specContainers } from '../../pod/containers.ts';
import { conditionOf } from '../conditions.ts';

/**
 * Whether a container that is not ready was so in this run: `ContainersReady` became False only after it had begun, and
 * so was True with it.
 */
export function wasReady(pod: Pod, { state }: ContainerView): boolean {
  const found = conditionOf(pod, 'ContainersReady');
  const lost = epochMs(found?.lastTransitionTime);
  return found?.status === 'False' && lost !== undefined && state.since !== undefined && lost > state.since;
}

/**
 * Of a container of a Pod that is Ready again, that its readiness probe failed lately after it had passed: between two
 * times nothing else tells. What is slow to begin fails from its first probe on.
 *
 * @param lately events of late, of any of which the first time is the first that is known
 * @param now epoch milliseconds
 */
export function readinessTurns(
  pod: Pod,
  { name, state, probeDetails }: ContainerView,
  lately: readonly ToldEvent[],
  events: readonly ToldEvent[],
  now: number,
): readonly string[] {
  const why = probeFailure(lately, name, 'readiness', now);
  const ready = epochMs(conditionOf(pod, 'ContainersReady')?.lastTransitionTime);
  const spec = specContainers(pod).find((one) => one.name === name);
  const probe = probeDetails.find(({ kind }) => kind === 'readiness');
  if (why === undefined || ready === undefined || !spec || !probe || state.since === undefined) return [];
  const first = Math.min(...probeFailures(events, name, 'readiness').map((event) => event.first));
  if (first <= state.since + untilProbed(spec) || ready < first) return [];
  const again = `Ready again for ${humanDuration(Math.max(0, now - ready))}`;
  return [`${name}: its readiness probe (${probe.text}) passes and fails by turns: ${why}, ${again}`];
}

/** By when a container that began has been asked whether it is ready, in ms: a startup probe comes before. */
function untilProbed({ startupProbe, readinessProbe }: Container): number {
  const startup = startupProbe ? lastingAtMost(startupProbe, startupProbe.failureThreshold ?? 3) : 0;
  return startup + lastingAtMost(readinessProbe ?? {}, 2);
}

/** So many tries, in ms, with the defaults of the API (pkg/apis/core/v1/defaults.go). */
const lastingAtMost = (
  { initialDelaySeconds: delay = 0, periodSeconds: period = 10, timeoutSeconds: timeout = 1 }: Probe,
  tries: number,
): number => (delay + tries * (period + timeout)) * 1000;
