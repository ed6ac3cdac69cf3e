import { epochMs } from '../../model/ages.ts';
import { type ContainerView, containersOf, containerStatuses } from '../../model/pod/containers.ts';
import { unplacedText } from '../../model/health/conditions.ts';
import { hasEnded } from '../../model/pod/pod-status.ts';
import { startsAgain } from '../../model/health/container/restart-policy.ts';
import type { LogSource } from '../../model/logs/log-item.ts';
import type { ContainerStateTerminated, Pod } from '../../model/kinds/objects.ts';

/** How a container is, as far as its log is concerned. */
export interface Run {
  /** How often it was started again before this one. */
  readonly count: number;
  readonly running: boolean;
  /** How this run ended; undefined where it has not, or that is not known. */
  readonly end: ContainerStateTerminated | undefined;
  /** The same of the one before. */
  readonly lastEnd: ContainerStateTerminated | undefined;
  /** When this run began, in epoch ms; undefined where that is not known. */
  readonly began: number | undefined;
  /** Whether another one is to come. */
  readonly again: boolean;
  /** Why there is no log anywhere: its Pod has no node, and a server's answer for such a one is an empty log. */
  readonly unplaced: string | undefined;
}

/** Undefined where the Pod is gone, another one has its name, or it has no such container. */
export function runOf(pod: Pod | undefined, { uid, container: name }: LogSource): Run | undefined {
  if (!pod || pod.metadata.uid !== uid) return undefined;
  const container = containersOf(pod).find((candidate) => candidate.name === name);
  if (!container) return undefined;
  const status = containerStatuses(pod).find((candidate) => candidate.name === name);
  const { running, terminated, waiting } = status?.state ?? {};
  const lastEnd = status?.lastState?.terminated;
  // Until it is started again, a container that waits is the one that ended.
  const end = terminated ?? (waiting ? lastEnd : undefined);
  return {
    count: status?.restartCount ?? 0,
    running: running !== undefined,
    end,
    lastEnd,
    began: epochMs((running ?? end)?.startedAt),
    again: isToCome(pod, container, end),
    unplaced: pod.spec?.nodeName ? undefined : unplacedText(pod),
  };
}

function isToCome(pod: Pod, container: ContainerView, end: ContainerStateTerminated | undefined): boolean {
  if (hasEnded(pod) || pod.metadata.deletionTimestamp) return false;
  return end === undefined || startsAgain(container, end.exitCode ?? 0);
}
