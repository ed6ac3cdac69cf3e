import { type RestartsSeen, withRestarts } from '../../model/health/container/restarts.ts';
import { Table } from '../../model/table/table.ts';
import { type State, withCluster } from '../state.ts';

/**
 * Remembers which containers restarted between two states: the API counts restarts since the Pod was made, and does
 * not say when they were.
 */
export function followRestarts(before: State, after: State): State {
  const { restarts } = after.cluster;
  let next: Map<string, RestartsSeen> | undefined;
  for (const { key, before: old, after: pod } of Table.changes(
    before.cluster.tables.pods,
    after.cluster.tables.pods,
  )) {
    if (!old) continue;
    const seen = restarts.get(key);
    const now = pod ? withRestarts(seen, old, pod, after.look.now) : undefined;
    if (now === seen) continue;
    next ??= new Map(restarts);
    if (now) next.set(key, now);
    else next.delete(key);
  }
  return next ? withCluster(after, { restarts: next }) : after;
}
