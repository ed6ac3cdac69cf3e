import { ownKind } from '../../../model/kinds/api-kind.ts';
import type { OwnerTree } from '../../../model/owners/owner-tree.ts';
import type { PodEntry } from '../pods/pod-entry.ts';

export interface FoldedRuns {
  readonly entries: readonly PodEntry[];
  /** For how many others a Pod stands, by its uid. */
  readonly others: ReadonlyMap<string, number>;
}

/**
 * Of the Pods that failed of one Job or CronJob the newest, which stands for the others: they are of the past, and what
 * is not well now would be lost among them.
 */
export function foldedRuns(tree: OwnerTree, entries: readonly PodEntry[]): FoldedRuns {
  const newest = new Map<string, PodEntry>();
  const others = new Map<string, number>();
  const runOf = new Map<PodEntry, string>();
  for (const entry of entries) {
    const run = entry.pod.status?.phase === 'Failed' ? runsAbove(tree, entry.pod.metadata.uid) : undefined;
    if (run === undefined) continue;
    runOf.set(entry, run);
    const before = newest.get(run);
    if (!before || createdAt(before) < createdAt(entry)) newest.set(run, entry);
  }
  if (newest.size === runOf.size) return { entries, others };
  for (const run of runOf.values()) {
    const uid = newest.get(run)?.pod.metadata.uid ?? '';
    others.set(uid, (others.get(uid) ?? -1) + 1);
  }
  const kept = entries.filter((entry) => {
    const run = runOf.get(entry);
    return run === undefined || newest.get(run) === entry;
  });
  return { entries: kept, others };
}

/** The key of the topmost Job or CronJob that made a Pod. */
function runsAbove(tree: OwnerTree, uid: string): string | undefined {
  let found: string | undefined;
  for (const owner of tree.ancestors(uid)) {
    const kind = ownKind(owner);
    if (kind !== 'Job' && kind !== 'CronJob') break;
    found = owner.key;
  }
  return found;
}

const createdAt = ({ pod }: PodEntry): string => pod.metadata.creationTimestamp ?? '';
