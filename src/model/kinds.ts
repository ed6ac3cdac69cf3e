import type { KubeObject, Pod, Workload } from './objects.ts';

/** A PersistentVolumeClaim as the volumes pane reads it. */
export interface Claim extends KubeObject {
  spec?: { volumeName?: string; storageClassName?: string; accessModes?: readonly string[] };
  status?: { phase?: string; accessModes?: readonly string[]; capacity?: Readonly<Record<string, string>> };
}

/** The kinds that podscope watches, by their plural, and the object each one delivers. */
export interface Kinds {
  pods: Pod;
  deployments: Workload;
  replicasets: Workload;
  statefulsets: Workload;
  daemonsets: Workload;
  jobs: Workload;
  cronjobs: Workload;
  persistentvolumeclaims: Claim;
  namespaces: KubeObject;
}

export type KindId = keyof Kinds;
export type WorkloadKindId =
  'deployments' | 'replicasets' | 'statefulsets' | 'daemonsets' | 'jobs' | 'cronjobs';

export const WORKLOAD_KINDS: readonly WorkloadKindId[] = [
  'deployments',
  'replicasets',
  'statefulsets',
  'daemonsets',
  'jobs',
  'cronjobs',
];
