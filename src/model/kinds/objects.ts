import type { Amounts, Container, ContainerStatus } from '../pod/container-objects.ts';

/**
 * Kubernetes objects as the JSON of the API has them, reduced to the fields podscope reads.
 * Every field that the API calls optional is optional here. A whole object from the server
 * fits these types as well as one that was trimmed at the door.
 */

export type * from '../pod/container-objects.ts';

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion?: string;
  /** RFC 3339 */
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  /** Grows with every change of the spec. */
  generation?: number;
  finalizers?: readonly string[];
  labels?: Readonly<Record<string, string>>;
  annotations?: Readonly<Record<string, string>>;
  ownerReferences?: readonly OwnerReference[];
}

export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
}

/** One as its server has it, of which nothing was checked but its name and uid: any field may be of any type. */
export interface WholeObject extends KubeObject {
  readonly spec?: unknown;
  readonly status?: unknown;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string | null;
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

export interface NodeSelectorRequirement {
  key: string;
  operator: string;
  values?: readonly string[];
}

/** All of it has to be true of a node; of its fields only `metadata.name` can be asked for. */
export interface NodeSelectorTerm {
  matchExpressions?: readonly NodeSelectorRequirement[];
  matchFields?: readonly NodeSelectorRequirement[];
}

/** Pods, and what their nodes have alike: where one is to run, or is not. */
export interface PodAffinityTerm {
  labelSelector?: PodSelector;
  /** Its own namespace where neither these nor a selector of them is told. */
  namespaces?: readonly string[];
  namespaceSelector?: PodSelector;
  topologyKey: string;
}

interface PodSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly NodeSelectorRequirement[];
}

/** What a Pod asks of the node it is to run on, and of what runs there. */
export interface Affinity {
  podAffinity?: PodAffinity;
  podAntiAffinity?: PodAffinity;
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: {
      nodeSelectorTerms?: readonly NodeSelectorTerm[];
    };
  };
}

export interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[];
}

/** A volume: `name` and one more key, the source's kind, with the source's own fields. */
export interface Volume {
  name: string;
  [source: string]: unknown;
}

export interface PodSpec {
  nodeName?: string;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  hostUsers?: boolean;
  shareProcessNamespace?: boolean;
  restartPolicy?: string;
  readinessGates?: readonly { conditionType: string }[];
  schedulingGates?: readonly { name: string }[];
  schedulerName?: string;
  nodeSelector?: Readonly<Record<string, string>>;
  affinity?: Affinity;
  tolerations?: readonly Toleration[];
  topologySpreadConstraints?: readonly {
    maxSkew: number;
    topologyKey: string;
    whenUnsatisfiable: string;
    labelSelector?: PodSelector;
  }[];
  os?: { name: string };
  hostname?: string;
  /** Instead of all that follows from the name and `hostname` (1.34). */
  hostnameOverride?: string;
  subdomain?: string;
  setHostnameAsFQDN?: boolean;
  hostAliases?: readonly { ip: string; hostnames?: readonly string[] }[];
  dnsPolicy?: string;
  dnsConfig?: {
    nameservers?: readonly string[];
    searches?: readonly string[];
    options?: readonly { name?: string; value?: string }[];
  };
  /** Of the Pod as a whole (KEP-2837). */
  resources?: { requests?: Amounts; limits?: Amounts };
  /** Devices (KEP-4381). */
  resourceClaims?: readonly {
    name: string;
    resourceClaimName?: string;
    resourceClaimTemplateName?: string;
  }[];
  initContainers?: readonly Container[];
  containers?: readonly Container[];
  ephemeralContainers?: readonly Container[];
  volumes?: readonly Volume[];
}

export interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  hostIP?: string;
  podIP?: string;
  podIPs?: readonly { ip?: string }[];
  hostIPs?: readonly { ip?: string }[];
  nominatedNodeName?: string;
  startTime?: string;
  /** How an in-place resize stood, before 1.33 made conditions of it. */
  resize?: string;
  resourceClaimStatuses?: readonly { name: string; resourceClaimName?: string | null }[];
  conditions?: readonly Condition[];
  initContainerStatuses?: readonly ContainerStatus[];
  containerStatuses?: readonly ContainerStatus[];
  ephemeralContainerStatuses?: readonly ContainerStatus[];
}

export interface Pod extends KubeObject {
  spec?: PodSpec;
  status?: PodStatus;
}

/** Any of the six workload kinds, with the numbers that READY is made of. */
export interface Workload extends KubeObject {
  spec?: {
    replicas?: number;
    completions?: number;
    parallelism?: number;
    suspend?: boolean;
    paused?: boolean;
    schedule?: string;
    timeZone?: string;
    concurrencyPolicy?: string;
    backoffLimit?: number;
    activeDeadlineSeconds?: number;
    podManagementPolicy?: string;
    minReadySeconds?: number;
    ordinals?: { start?: number };
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number | null } };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    updatedReplicas?: number;
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    numberReady?: number;
    updatedNumberScheduled?: number;
    numberMisscheduled?: number;
    currentRevision?: string;
    updateRevision?: string;
    active?: number | readonly unknown[];
    succeeded?: number;
    failed?: number;
    /** Pods that have ended and are among neither number yet, by their uids. */
    uncountedTerminatedPods?: { succeeded?: readonly string[]; failed?: readonly string[] };
    startTime?: string;
    completionTime?: string;
    lastScheduleTime?: string;
    lastSuccessfulTime?: string;
    conditions?: readonly Condition[];
  };
}

/** What names one object to the API server. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}
