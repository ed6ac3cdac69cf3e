import type { Entry } from '../../model/events/entry.ts';
import { withSeen } from '../../model/events/seen.ts';
import { Table } from '../../model/table/table.ts';
import { type State, withCluster } from '../state.ts';

/** Of more Pods nothing is kept: of those that changed last it is. */
const MOST_PODS = 1000;

/**
 * Remembers what happens to Pods between two states, since the API tells how they are, and of the past only the last
 * bit. What nobody can look at any more is forgotten with its Pod.
 */
export function followSeen(before: State, after: State): State {
  const { seen } = after.cluster;
  let next: Map<string, readonly Entry[]> | undefined;
  for (const { key, before: old, after: pod } of Table.changes(
    before.cluster.tables.pods,
    after.cluster.tables.pods,
  )) {
    if (!pod && seen.has(key) && key !== after.look.place.selection.pod) {
      next ??= new Map(seen);
      next.delete(key);
    }
    if (!old || !pod) continue;
    const known = (next ?? seen).get(key);
    const told = withSeen(known, old, pod, after.look.now);
    if (told === known || !told) continue;
    next ??= new Map(seen);
    next.delete(key);
    next.set(key, told);
  }
  if (!next) return after;
  for (const uid of next.keys()) {
    if (next.size <= MOST_PODS) break;
    next.delete(uid);
  }
  return withCluster(after, { seen: next });
}
