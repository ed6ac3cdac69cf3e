import type { ContainerStatus, Pod } from '../objects.ts';

/**
 * How a Pod, container or workload is: `well` ●, `progress` ◐ on its way, `failing` ✖,
 * `ended` ○ as it should, `waiting` ◌ for a place to run.
 */
export type Health = 'well' | 'progress' | 'failing' | 'ended' | 'waiting';

/** How a Pod is, and whether it stands among those that are not well. */
export function podHealth(pod: Pod): { health: Health; notWell: boolean } {
  const health = healthOf(pod);
  const phase = pod.status?.phase;
  return { health, notWell: phase === 'Failed' || (phase !== 'Succeeded' && !hasCondition(pod, 'Ready')) };
}

/** Whether a condition of the Pod is there and True. */
export function hasCondition(pod: Pod, type: string): boolean {
  return pod.status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
}

function healthOf(pod: Pod): Health {
  const phase = pod.status?.phase;
  if (phase === 'Succeeded') return 'ended';
  if (phase === 'Failed' || phase === 'Unknown' || pod.status?.reason === 'NodeLost') return 'failing';
  if (pod.metadata.deletionTimestamp !== undefined) return 'progress';
  if (hasCondition(pod, 'Ready')) return 'well';
  if (statusesOf(pod).some(isFailing)) return 'failing';
  return pod.spec?.nodeName ? 'progress' : 'waiting';
}

function statusesOf({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

/** What a container waits for when all goes as it should. */
const ON_ITS_WAY: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

/** Whether a container is kept from running by something that will not pass by itself. */
export function isFailing({ state }: ContainerStatus): boolean {
  if (state?.waiting) return !ON_ITS_WAY.has(state.waiting.reason ?? '');
  return state?.terminated !== undefined && (state.terminated.exitCode ?? 0) !== 0;
}
