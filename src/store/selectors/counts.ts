import type { Pod } from '../../model/objects.ts';
import { podSummary } from '../../model/pod-status.ts';
import { Table } from '../../model/table.ts';
import type { State } from '../state.ts';

export interface Count {
  pods: number;
  ready: number;
  notWell: number;
}

const zero = (): Count => ({ pods: 0, ready: 0, notWell: 0 });

let counted = Table.empty<Pod>();
const total = zero();
const byNamespace = new Map<string, Count>();

/** Pods, ready ones and unwell ones of all that is listed, from the differences to the last state. */
export function podCounts(state: State): Readonly<Count> {
  for (const { before, after } of Table.changes(counted, state.tables.pods)) {
    if (before) add(before, -1);
    if (after) add(after, 1);
  }
  counted = state.tables.pods;
  return total;
}

/** The same for one namespace. */
export function namespaceCounts(state: State, namespace: string): Readonly<Count> {
  podCounts(state);
  return byNamespace.get(namespace) ?? zero();
}

function add(pod: Pod, sign: 1 | -1): void {
  const namespace = pod.metadata.namespace ?? '';
  let count = byNamespace.get(namespace);
  if (!count) byNamespace.set(namespace, (count = zero()));
  const summary = podSummary(pod);
  for (const sum of [total, count]) {
    sum.pods += sign;
    if (summary.health === 'well') sum.ready += sign;
    if (summary.notWell) sum.notWell += sign;
  }
  if (count.pods === 0) byNamespace.delete(namespace);
}
