import type { Workload } from '../../kinds/objects.ts';

/** How many of the Pods that are there are of the newest template. */
export interface Updated {
  readonly updated: number;
  readonly there: number;
}

/**
 * How far a DaemonSet or StatefulSet is whose Pods of an old template stay until somebody deletes them; undefined where
 * it has none of these, or none that its controller has told of. It is well all the same.
 */
export function leftOld(kind: string, workload: Workload): Updated | undefined {
  const { spec, status } = workload;
  if (spec?.updateStrategy?.type !== 'OnDelete' || !isSeen(workload)) return undefined;
  const counts = kind === 'DaemonSet' ? onNodes(status) : kind === 'StatefulSet' ? ofSet(status) : undefined;
  return counts && counts.updated < counts.there ? counts : undefined;
}

/** The API leaves numbers out that are 0. */
const onNodes = (status: Workload['status']): Updated => ({
  updated: status?.updatedNumberScheduled ?? 0,
  there: status?.currentNumberScheduled ?? 0,
});

const ofSet = (status: Workload['status']): Updated | undefined =>
  status?.updateRevision ? { updated: status.updatedReplicas ?? 0, there: status.replicas ?? 0 } : undefined;

/** `0 of 1 updated: OnDelete, a Pod is new once the old one is deleted` */
export function leftOldClauses(kind: string, workload: Workload): readonly string[] {
  const left = leftOld(kind, workload);
  if (!left) return [];
  return [`${left.updated} of ${left.there} updated: OnDelete, a Pod is new once the old one is deleted`];
}

/** Whether a controller has seen the last change of it: if not, what it counts is of before. */
export const isSeen = ({ metadata: { generation = 0 }, status }: Workload): boolean =>
  (status?.observedGeneration ?? 0) >= generation;
