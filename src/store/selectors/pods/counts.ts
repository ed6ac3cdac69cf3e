import type { Pod } from '../../../model/kinds/objects.ts';
import { lastingHealth } from '../../../model/health/pod-health.ts';
import { Table } from '../../../model/table/table.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';
import { type HealthByTime, healthByTime } from './pod-health.ts';

export interface Count {
  readonly pods: number;
  readonly notWell: number;
}

const ZERO: Count = { pods: 0, notWell: 0 };

interface Counts {
  readonly of: Table<Pod>;
  readonly total: Count;
  readonly byNamespace: ReadonlyMap<string, Count>;
}

const COUNTS: Derived<Counts> = { initial: { of: Table.empty(), total: ZERO, byNamespace: new Map() } };

/** Which are not well by their object alone: hardly a frame asks for it. */
interface NotWell {
  readonly of: Table<Pod>;
  readonly notWell: Table<Pod>;
}

const NOT_WELL: Derived<NotWell> = { initial: { of: Table.empty(), notWell: Table.empty() } };

/** Pods and unwell ones of all that is listed. */
export function podCounts(state: State): Count {
  return counts(state).total;
}

/** The same for one namespace. */
export function namespaceCounts(state: State, namespace: string): Count {
  return counts(state).byNamespace.get(namespace) ?? ZERO;
}

/** Whether a Pod is not well, by its uid. */
export function isNotWell(state: State): (uid: string) => boolean {
  const { notWell } = lastingNotWell(state);
  const byTime = healthByTime(state);
  return (uid) => byTime.get(uid)?.notWell ?? notWell.get(uid) !== undefined;
}

/** The uids of all that are not well. */
export function* notWellPods(state: State): Generator<string> {
  const { notWell } = lastingNotWell(state);
  const byTime = healthByTime(state);
  for (const uid of notWell.keys()) if (byTime.get(uid)?.notWell ?? true) yield uid;
  for (const [uid, health] of byTime) if (health.notWell && !notWell.get(uid)) yield uid;
}

/** Pods that all which are not well are among, known without looking through all; undefined where they are more than so many. */
export function mayBeNotWell(state: State, most: number): readonly Pod[] | undefined {
  const { notWell, of } = lastingNotWell(state);
  const byTime = healthByTime(state);
  if (notWell.size + byTime.size > most) return undefined;
  const others = Array.from(byTime.keys(), (uid) => (notWell.get(uid) ? undefined : of.get(uid)));
  return [...notWell.values(), ...others.filter((pod) => pod !== undefined)];
}

const lastingCounts = ({ cluster }: State): Counts =>
  cluster.kept.next(COUNTS, (last) => counted(last, cluster.tables.pods));

const lastingNotWell = ({ cluster }: State): NotWell =>
  cluster.kept.next(NOT_WELL, (last) => broughtTo(last, cluster.tables.pods));

function counts(state: State): Counts {
  const { kept } = state.cluster;
  const lasting = lastingCounts(state);
  const byTime = healthByTime(state);
  return kept.next(NOW, (last) =>
    last.lasting === lasting && last.byTime === byTime
      ? last
      : { lasting, byTime, counts: atTime(lasting, byTime) },
  ).counts;
}

interface AtTime {
  readonly lasting: Counts;
  readonly byTime: HealthByTime;
  readonly counts: Counts;
}

const NOW: Derived<AtTime> = {
  initial: { lasting: COUNTS.initial, byTime: new Map(), counts: COUNTS.initial },
};

/** With those that are not well by the time alone. */
function atTime(lasting: Counts, byTime: HealthByTime): Counts {
  let { total } = lasting;
  const byNamespace = new Map(lasting.byNamespace);
  for (const [uid, { notWell }] of byTime) {
    const pod = lasting.of.get(uid);
    if (!pod || !notWell || lastingHealth(pod).notWell) continue;
    const namespace = pod.metadata.namespace ?? '';
    const count = byNamespace.get(namespace) ?? ZERO;
    byNamespace.set(namespace, { ...count, notWell: count.notWell + 1 });
    total = { ...total, notWell: total.notWell + 1 };
  }
  return { ...lasting, total, byNamespace };
}

/** From the differences to the last answer. */
function counted(last: Counts, pods: Table<Pod>): Counts {
  if (last.of === pods) return last;
  let { total } = last;
  const byNamespace = new Map(last.byNamespace);
  const add = (pod: Pod, sign: 1 | -1): void => {
    const namespace = pod.metadata.namespace ?? '';
    const isNotWell = lastingHealth(pod).notWell;
    const count = sum(byNamespace.get(namespace) ?? ZERO, isNotWell, sign);
    if (count.pods === 0) byNamespace.delete(namespace);
    else byNamespace.set(namespace, count);
    total = sum(total, isNotWell, sign);
  };
  for (const { before, after } of Table.changes(last.of, pods)) {
    if (before) add(before, -1);
    if (after) add(after, 1);
  }
  return { of: pods, total, byNamespace };
}

function broughtTo(last: NotWell, of: Table<Pod>): NotWell {
  if (last.of === of) return last;
  const notWell = last.notWell.edit(false);
  for (const { key, after } of Table.changes(last.of, of)) {
    const isNotWell = after !== undefined && lastingHealth(after).notWell;
    if (isNotWell || notWell.get(key)) notWell.set(key, isNotWell ? after : undefined);
  }
  return { of, notWell: notWell.done() };
}

function sum({ pods, notWell }: Count, isNotWell: boolean, sign: 1 | -1): Count {
  return { pods: pods + sign, notWell: notWell + (isNotWell ? sign : 0) };
}
