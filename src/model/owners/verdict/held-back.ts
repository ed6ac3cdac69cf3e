import type { Workload } from '../../kinds/objects.ts';

/** What is meant to be so and looks as though nothing went on: Pods that do not count yet, and those that stay old. */
export const heldBackClauses = (kind: string, workload: Workload): readonly string[] => [
  ...unavailable(kind, workload),
  ...partitioned(kind, workload),
];

/** Kinds that tell how many of their Pods are available by `availableReplicas`. */
const COUNTED: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

/** Pods are available once they have been Ready for so long (IsPodAvailable in pkg/api/v1/pod/util.go). */
function unavailable(kind: string, { spec, status }: Workload): readonly string[] {
  const seconds = spec?.minReadySeconds ?? 0;
  const { readyReplicas: ready = 0, availableReplicas: available = 0 } = status ?? {};
  if (!COUNTED.has(kind) || seconds <= 0 || available >= ready) return [];
  return [`${available} of ${ready} ready Pods available yet: minReadySeconds ${seconds}`];
}

/** As kubectl rollout status has it, of a StatefulSet that is through with what its partition lets it do. */
function partitioned(kind: string, { spec, status }: Workload): readonly string[] {
  const { replicas: desired = 1, updateStrategy } = spec ?? {};
  const { currentRevision, updateRevision, updatedReplicas: updated = 0 } = status ?? {};
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  const isOver = updateRevision && currentRevision !== updateRevision && updated + partition >= desired;
  if (kind !== 'StatefulSet' || partition <= 0 || !isOver || updateStrategy?.type === 'OnDelete') return [];
  const old = desired - updated;
  return old > 0 ? [`${updated} of ${desired} updated, partition ${partition} keeps ${old} old`] : [];
}
