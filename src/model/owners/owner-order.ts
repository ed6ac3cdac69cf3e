import type { OwnerNode } from './owner-tree.ts';

const KIND_ORDER = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'ReplicaSet'];

/** Workloads in a fixed order, then other owners, then bare Pods; the newest ReplicaSet first; else by name. */
export function compareNodes(a: OwnerNode, b: OwnerNode): number {
  return (
    kindRank(a.kind) - kindRank(b.kind) ||
    compare(a.kind, b.kind) ||
    (a.kind === 'ReplicaSet' ? compare(createdAt(b), createdAt(a)) : 0) ||
    compare(a.name, b.name) ||
    compare(a.key, b.key)
  );
}

function kindRank(kind: string): number {
  if (kind === 'Pod') return 100;
  const rank = KIND_ORDER.indexOf(kind);
  return rank < 0 ? 50 : rank;
}

const createdAt = (node: OwnerNode): string => node.object?.metadata.creationTimestamp ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
