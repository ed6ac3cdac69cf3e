import { epochMs, humanDuration, timesIn } from '../../ages.ts';
import { exitText } from '../../pod/exits.ts';
import type { ContainerStatus, Pod } from '../../kinds/objects.ts';

/** For so long a restart counts, in ms. */
const COUNTS_FOR = 10 * 60_000;

/** When a watch saw containers of a Pod restart, by the container's name: epoch ms, the last one last. */
export type RestartsSeen = ReadonlyMap<string, readonly number[]>;

const NONE_SEEN: RestartsSeen = new Map();

export interface Restarts {
  readonly container: string;
  /** Two or more in ten minutes. */
  readonly flapping: boolean;
  /** `restarted 5 times in 2m, last exit 1`; where it is not known since when, `restarted 12 times, last 40s ago` */
  readonly text: string;
  /** Until when this stays so if nothing happens, epoch ms. */
  readonly until: number;
}

/**
 * The restarts of the last ten minutes of the container that has most of them; undefined where none has any. A
 * loop is one also while it runs. What is known of them is what a watch saw, all that a younger Pod has, and
 * of any Pod the last two, since the status tells when the last run began.
 */
export function recentRestarts(pod: Pod, now: number, seen: RestartsSeen = NONE_SEEN): Restarts | undefined {
  if (!hasRestarted(pod)) return undefined;
  const { initContainers = [] } = pod.spec ?? {};
  const stays = new Set(
    initContainers.flatMap(({ name, restartPolicy }) => (restartPolicy === 'Always' ? name : [])),
  );
  const statuses = [
    ...(pod.status?.initContainerStatuses ?? []).filter(({ name }) => stays.has(name)),
    ...(pod.status?.containerStatuses ?? []),
  ];
  const created = epochMs(pod.metadata.creationTimestamp) ?? 0;
  const known = statuses.flatMap((status) => restartsOf(status, created, now, seen.get(status.name)) ?? []);
  return known.reduce<Counted | undefined>(
    (most, one) => (most && most.count >= one.count ? most : one),
    undefined,
  );
}

/** As few have: what follows is asked of each Pod of a list. */
function hasRestarted({ status }: Pod): boolean {
  const isRestarted = ({ restartCount = 0 }: ContainerStatus): boolean => restartCount !== 0;
  return (
    (status?.containerStatuses ?? []).some(isRestarted) ||
    (status?.initContainerStatuses ?? []).some(isRestarted)
  );
}

interface Counted extends Restarts {
  readonly count: number;
}

function restartsOf(
  { name, restartCount = 0, lastState }: ContainerStatus,
  created: number,
  now: number,
  seen: readonly number[] = [],
): Counted | undefined {
  const { startedAt, finishedAt } = lastState?.terminated ?? {};
  const last = epochMs(finishedAt) ?? seen.at(-1);
  if (restartCount === 0 || last === undefined || now - last >= COUNTS_FOR) return undefined;
  // Of more than one the last run began with the one before.
  const began = restartCount > 1 ? (epochMs(startedAt) ?? 0) : 0;
  const { count, since } = counted(restartCount, created, now, seen);
  const ends = [since, last, began].map((at) => at + COUNTS_FOR);
  const known = { container: name, until: Math.min(...ends.filter((at) => at > now)) };
  const exit = lastState?.terminated && exitText(lastState.terminated);
  if (count > 1) return { ...known, count, flapping: true, text: timesText(count, now - since, exit) };
  const flapping = now - began < COUNTS_FOR;
  return { ...known, count: flapping ? 2 : 1, flapping, text: lastText(restartCount, now - last, exit) };
}

/** The restarts that are known to be recent: of a young Pod all of them. */
function counted(
  restartCount: number,
  created: number,
  now: number,
  seen: readonly number[],
): { count: number; since: number } {
  if (now - created < COUNTS_FOR) return { count: restartCount, since: created };
  const recent = seen.filter((at) => now - at < COUNTS_FOR);
  return { count: recent.length, since: recent[0] ?? now };
}

/** `restarted once`, `restarted 5 times`; `restarted 5 times in 2m` where it is known within what time, in ms. */
export function restartedText(count: number, within?: number): string {
  if (within !== undefined) return `restarted ${timesIn(count, within)}`;
  return `restarted ${count === 1 ? 'once' : `${count} times`}`;
}

const timesText = (count: number, within: number, exit: string | undefined): string =>
  `${restartedText(count, within)}${exit ? `, last ${exit}` : ''}`;

const lastText = (count: number, ago: number, exit: string | undefined): string =>
  `${restartedText(count)}, last ${humanDuration(ago)} ago${exit ? ` (${exit})` : ''}`;

/** Of one container more are of no use: two make a loop. */
const MOST_SEEN = 20;

/** What has been seen once another version of a Pod comes; the same where no container restarted. */
export function withRestarts(
  seen: RestartsSeen | undefined,
  before: Pod,
  after: Pod,
  now: number,
): RestartsSeen | undefined {
  const counts = new Map(statusesOf(before).map(({ name, restartCount = 0 }) => [name, restartCount]));
  let next: Map<string, readonly number[]> | undefined;
  for (const { name, restartCount = 0 } of statusesOf(after)) {
    const more = Math.min(MOST_SEEN, restartCount - (counts.get(name) ?? restartCount));
    if (more <= 0) continue;
    next ??= new Map(seen);
    const earlier = (next.get(name) ?? []).filter((at) => now - at < COUNTS_FOR);
    next.set(name, [...earlier, ...Array.from({ length: more }, () => now)].slice(-MOST_SEEN));
  }
  return next ?? seen;
}

const statusesOf = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];
