import { epochMs } from '../ages.ts';
import type { ContainerStatus, Pod } from '../kinds/objects.ts';
import { recentRestarts, type RestartsSeen } from './container/restarts.ts';

/**
 * How a Pod, container or workload is: `well` ●, `progress` ◐ on its way, `failing` ✖,
 * `ended` ○ as it should, `waiting` ◌ for a place to run.
 */
export type Health = 'well' | 'progress' | 'failing' | 'ended' | 'waiting';

export interface PodHealth {
  readonly health: Health;
  /** Failed, or not Ready without having ended as it should, or in a loop. */
  readonly notWell: boolean;
  /** Until when it stays so if nothing happens, epoch ms; Infinity where time changes nothing. */
  readonly until: number;
}

/**
 * How a Pod is at a time: what its object says, and what only time tells: that it restarts again and again,
 * or does not start.
 *
 * @param now epoch milliseconds
 */
export function podHealth(pod: Pod, now: number, seen?: RestartsSeen): PodHealth {
  return healthAt(lastingHealth(pod), pod, now, seen);
}

/** The same of a Pod of which it is known what its object says: that very value where the time tells nothing more. */
export function healthAt(lasting: PodHealth, pod: Pod, now: number, seen?: RestartsSeen): PodHealth {
  if (lasting.health !== 'well' && lasting.health !== 'progress') return lasting;
  const trouble = slowStartAt(pod);
  if (trouble !== undefined)
    return now < trouble ? { ...lasting, until: trouble } : { ...lasting, health: 'failing' };
  const restarts = recentRestarts(pod, now, seen);
  if (!restarts) return lasting;
  const { flapping, until } = restarts;
  return flapping ? { health: 'progress', notWell: true, until } : { ...lasting, until };
}

/** What the object alone says. To look again takes less than to keep it would. */
export function lastingHealth(pod: Pod): PodHealth {
  const phase = pod.status?.phase;
  const isReady = hasCondition(pod, 'Ready');
  const isOver = hasSucceeded(pod);
  const notWell = phase === 'Failed' || (!isReady && !isOver);
  return LASTING[isOver ? 'ended' : healthOf(pod, isReady)][notWell ? 1 : 0];
}

/** Whether it has ended as it should. Its containers have a second or two before its phase says so: then none of them is to run again. */
export function hasSucceeded({ status, spec, metadata }: Pod): boolean {
  if (status?.phase === 'Succeeded') return true;
  if (status?.phase !== 'Running' || metadata.deletionTimestamp !== undefined) return false;
  const { containers = [], restartPolicy = 'Always' } = spec ?? {};
  const ended = status.containerStatuses ?? [];
  return (
    ended.length > 0 &&
    ended.length >= containers.length &&
    ended.every(({ state }) => state?.terminated?.exitCode === 0) &&
    containers.every(
      (each) => (each.restartPolicy ?? restartPolicy) !== 'Always' && !each.restartPolicyRules?.length,
    )
  );
}

type Both = readonly [wellEnough: PodHealth, notWell: PodHealth];
const both = (health: Health): Both => [
  { health, notWell: false, until: Infinity },
  { health, notWell: true, until: Infinity },
];

/** One value for all Pods that are the same way. */
const LASTING: Readonly<Record<Health, Both>> = {
  well: both('well'),
  progress: both('progress'),
  failing: both('failing'),
  ended: both('ended'),
  waiting: both('waiting'),
};

/** Whether a condition of the Pod is there and True. */
export function hasCondition(pod: Pod, type: string): boolean {
  for (const condition of pod.status?.conditions ?? [])
    if (condition.type === type) return condition.status === 'True';
  return false;
}

/** Of one that has not ended as it should. */
function healthOf(pod: Pod, isReady: boolean): Health {
  const phase = pod.status?.phase;
  if (phase === 'Unknown' || pod.status?.reason === 'NodeLost') return 'failing';
  // What is told to go and ends with 143 has failed, as the API has it, until it is gone.
  if (pod.metadata.deletionTimestamp !== undefined) return 'progress';
  if (phase === 'Failed') return 'failing';
  if (isReady) return hasCondition(pod, 'PodResizePending') || isStuck(pod) ? 'progress' : 'well';
  if (hasFailing(pod)) return 'failing';
  return pod.spec?.nodeName ? 'progress' : 'waiting';
}

/** Whether a resize was put off or refused, as it was told before 1.33; since then a condition tells it. */
const isStuck = ({ status }: Pod): boolean =>
  status?.resize === 'Deferred' || status?.resize === 'Infeasible';

/** Asked of each Pod of a list: the two are not put together for it. */
const hasFailing = ({ status }: Pod): boolean =>
  (status?.initContainerStatuses ?? []).some(isFailing) || (status?.containerStatuses ?? []).some(isFailing);

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

/** What takes longer than this to start has trouble, in ms. */
const SLOW = 2 * 60_000;

/** Since when a node is to start a Pod of which no container has run yet, epoch ms; undefined where one has. */
export function startingSince(pod: Pod): number | undefined {
  const { spec, status, metadata } = pod;
  if (!spec?.nodeName || metadata.deletionTimestamp !== undefined) return undefined;
  const waits = statusesOf(pod).every(
    ({ state, lastState }) => !state?.running && !state?.terminated && !lastState?.terminated,
  );
  if (!waits) return undefined;
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled')?.lastTransitionTime;
  return epochMs(scheduled ?? status?.startTime ?? metadata.creationTimestamp);
}

/** From when on a Pod that starts has trouble doing so. */
function slowStartAt(pod: Pod): number | undefined {
  const since = hasCondition(pod, 'Ready') ? undefined : startingSince(pod);
  return since === undefined ? undefined : since + SLOW;
}
