import type { Workload } from '../kinds/objects.ts';
import type { OwnerNode } from './owner-tree.ts';
import { replicaSetRevision } from './verdict/workload-status.ts';

const KIND_ORDER = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'ReplicaSet'];

/** Workloads in a fixed order, then other owners, then bare Pods; the newest revision of ReplicaSets first; else by name. */
export function compareNodes(a: OwnerNode, b: OwnerNode): number {
  return (
    compareKinds(a.kind, b.kind) ||
    (a.kind === 'ReplicaSet' ? compareRevisions(a, b) : 0) ||
    compare(a.name, b.name) ||
    compare(a.key, b.key)
  );
}

const compareKinds = (a: string, b: string): number =>
  a === b ? 0 : kindRank(a) - kindRank(b) || compare(a, b);

function kindRank(kind: string): number {
  if (kind === 'Pod') return 100;
  const rank = KIND_ORDER.indexOf(kind);
  return rank < 0 ? 50 : rank;
}

/** An undo makes an older ReplicaSet the newest; one that was just made has no number yet. */
function compareRevisions(a: OwnerNode, b: OwnerNode): number {
  const [one, other] = [revisionOf(a), revisionOf(b)];
  return one === other ? compare(createdAt(b), createdAt(a)) : one > other ? -1 : 1;
}

function revisionOf({ object }: OwnerNode): number {
  const text = object && replicaSetRevision(object as Workload);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
}

const createdAt = (node: OwnerNode): string => node.object?.metadata.creationTimestamp ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
