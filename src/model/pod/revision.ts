import type { Pod } from '../kinds/objects.ts';

/** By which step of a rollout a Pod was made: as its ReplicaSet, StatefulSet or DaemonSet labels it; undefined of others. */
export const podRevision = ({ metadata: { labels } }: Pod): string | undefined =>
  labels?.['pod-template-hash'] ?? labels?.['controller-revision-hash'];
