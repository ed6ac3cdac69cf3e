import type { Pod } from '../../model/objects.ts';
import { podSummary } from '../../model/pod-status.ts';
import { Table } from '../../model/table.ts';
import type { Derived } from '../kept.ts';
import type { State } from '../state.ts';

export interface Count {
  readonly pods: number;
  readonly ready: number;
  readonly notWell: number;
}

const ZERO: Count = { pods: 0, ready: 0, notWell: 0 };

interface Counts {
  readonly of: Table<Pod>;
  readonly total: Count;
  readonly byNamespace: ReadonlyMap<string, Count>;
}

const COUNTS: Derived<Counts> = { initial: { of: Table.empty(), total: ZERO, byNamespace: new Map() } };

/** Pods, ready ones and unwell ones of all that is listed. */
export function podCounts(state: State): Count {
  return counts(state).total;
}

/** The same for one namespace. */
export function namespaceCounts(state: State, namespace: string): Count {
  return counts(state).byNamespace.get(namespace) ?? ZERO;
}

function counts({ cluster }: State): Counts {
  return cluster.kept.next(COUNTS, (last) => counted(last, cluster.tables.pods));
}

/** From the differences to the last answer. */
function counted(last: Counts, pods: Table<Pod>): Counts {
  if (last.of === pods) return last;
  let { total } = last;
  const byNamespace = new Map(last.byNamespace);
  const add = (pod: Pod, sign: 1 | -1): void => {
    const namespace = pod.metadata.namespace ?? '';
    const count = sum(byNamespace.get(namespace) ?? ZERO, pod, sign);
    if (count.pods === 0) byNamespace.delete(namespace);
    else byNamespace.set(namespace, count);
    total = sum(total, pod, sign);
  };
  for (const { before, after } of Table.changes(last.of, pods)) {
    if (before) add(before, -1);
    if (after) add(after, 1);
  }
  return { of: pods, total, byNamespace };
}

function sum({ pods, ready, notWell }: Count, pod: Pod, sign: 1 | -1): Count {
  const summary = podSummary(pod);
  return {
    pods: pods + sign,
    ready: ready + (summary.health === 'well' ? sign : 0),
    notWell: notWell + (summary.notWell ? sign : 0),
  };
}
