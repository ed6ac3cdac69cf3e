import { healthAt, lastingHealth, type PodHealth } from '../../../model/health/pod-health.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { Table } from '../../../model/table/table.ts';
import type { Cluster } from '../../cluster.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';

/** How Pods are of whom the time tells something that their object does not, or will; by uid. */
export type HealthByTime = ReadonlyMap<string, PodHealth>;

interface Judged {
  readonly of: Table<Pod>;
  readonly restarts: Cluster['restarts'];
  /** From when to when all of it holds, epoch ms. */
  readonly from: number;
  readonly until: number;
  readonly byTime: HealthByTime;
}

const JUDGED: Derived<Judged> = {
  initial: { of: Table.empty(), restarts: new Map(), from: -Infinity, until: Infinity, byTime: new Map() },
};

/** How a Pod is now. */
export function healthOf(state: State, pod: Pod): PodHealth {
  return healthByTime(state).get(pod.metadata.uid) ?? lastingHealth(pod);
}

/** The same map until one of the Pods in it is another way: a second that passes costs nothing. */
export function healthByTime(state: State): HealthByTime {
  return judgedIn(state).byTime;
}

/** When the time alone makes the next Pod another way; epoch ms, Infinity where none will be. */
export function healthUntil(state: State): number {
  return judgedIn(state).until;
}

const judgedIn = ({ cluster, look }: State): Judged =>
  cluster.kept.next(JUDGED, (last) => judged(last, cluster, look.now));

function judged(last: Judged, { tables, restarts }: Cluster, now: number): Judged {
  const holds = last.from <= now && now < last.until;
  if (holds && last.of === tables.pods && last.restarts === restarts) return last;
  // Of what is asked about in another order than it happened nothing is known beforehand.
  const anew = now < last.from;
  let byTime: HealthByTime = anew ? new Map() : last.byTime;
  let own: Map<string, PodHealth> | undefined;
  const judge = (key: string, pod: Pod | undefined): void => {
    const lasting = pod && lastingHealth(pod);
    const health = lasting && healthAt(lasting, pod, now, restarts.get(key));
    const byTimeAlone = health === lasting ? undefined : health;
    if (alike(byTime.get(key), byTimeAlone)) return;
    byTime = own ??= new Map(byTime);
    if (byTimeAlone) own.set(key, byTimeAlone);
    else own.delete(key);
  };
  if (!holds || last.restarts !== restarts)
    for (const key of [...byTime.keys()]) judge(key, tables.pods.get(key));
  for (const { key, after } of Table.changes(anew ? Table.empty<Pod>() : last.of, tables.pods))
    judge(key, after);
  const until = holds && byTime === last.byTime ? last.until : soonest(byTime);
  return { of: tables.pods, restarts, from: now, until, byTime };
}

function soonest(byTime: HealthByTime): number {
  let soonest = Infinity;
  for (const { until } of byTime.values()) soonest = Math.min(soonest, until);
  return soonest;
}

const alike = (a: PodHealth | undefined, b: PodHealth | undefined): boolean =>
  a?.health === b?.health && a?.notWell === b?.notWell && a?.until === b?.until;
