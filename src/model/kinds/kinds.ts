import type { KubeEvent } from '../events/kube-event.ts';
import type { EndpointSlice, HttpRoute, Ingress, NetworkPolicy, Service } from '../network/objects.ts';
import type { Autoscaler, Budget } from '../health/around/objects.ts';
import type { ClusterNode } from '../health/node/node-standing.ts';
import type { KubeObject, Pod, Workload } from './objects.ts';

/** A PersistentVolumeClaim as the volumes pane reads it. */
export interface Claim extends KubeObject {
  spec?: {
    volumeName?: string;
    storageClassName?: string;
    accessModes?: readonly string[];
    resources?: { requests?: Readonly<Record<string, string>> };
  };
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
  services: Service;
  endpointslices: EndpointSlice;
  networkpolicies: NetworkPolicy;
  ingresses: Ingress;
  httproutes: HttpRoute;
  events: KubeEvent;
  poddisruptionbudgets: Budget;
  horizontalpodautoscalers: Autoscaler;
  nodes: ClusterNode;
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

/** What leads to Pods and keeps from them: listed while the tab that tells of it is on show, and of no tree. */
export const NETWORK_KINDS = [
  'services',
  'endpointslices',
  'networkpolicies',
  'ingresses',
  'httproutes',
] as const satisfies readonly KindId[];

/** What the verdict on a Pod and its owners is told from besides: one list of the namespace each. */
export const SURROUNDING_KINDS = [
  'services',
  'poddisruptionbudgets',
  'horizontalpodautoscalers',
] as const satisfies readonly KindId[];

/** What is of no tree: of what is on show alone it is asked. */
export const BESIDE_THE_TREE: ReadonlySet<string> = new Set<KindId>([
  ...NETWORK_KINDS,
  ...SURROUNDING_KINDS,
  'events',
  'nodes',
]);

/** What is in no namespace. */
export const CLUSTER_KINDS: ReadonlySet<string> = new Set<KindId>(['namespaces', 'nodes']);

/** What the API calls the objects of each kind; lists of one kind do not repeat it in every object. */
export const KIND_NAMES: Readonly<Record<KindId, { readonly apiVersion: string; readonly kind: string }>> = {
  pods: { apiVersion: 'v1', kind: 'Pod' },
  deployments: { apiVersion: 'apps/v1', kind: 'Deployment' },
  replicasets: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  statefulsets: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  daemonsets: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  jobs: { apiVersion: 'batch/v1', kind: 'Job' },
  cronjobs: { apiVersion: 'batch/v1', kind: 'CronJob' },
  persistentvolumeclaims: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  namespaces: { apiVersion: 'v1', kind: 'Namespace' },
  services: { apiVersion: 'v1', kind: 'Service' },
  endpointslices: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
  networkpolicies: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  ingresses: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  httproutes: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  events: { apiVersion: 'v1', kind: 'Event' },
  poddisruptionbudgets: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  horizontalpodautoscalers: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  nodes: { apiVersion: 'v1', kind: 'Node' },
};

export const KIND_IDS = Object.keys(KIND_NAMES) as readonly KindId[];
