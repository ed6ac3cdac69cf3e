/**
 * Kubernetes objects as the JSON of the API has them, reduced to the fields podscope reads.
 * Every field that the API calls optional is optional here. A whole object from the server
 * fits these types as well as one that was trimmed at the door.
 */

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
  labels?: Readonly<Record<string, string>>;
  annotations?: Readonly<Record<string, string>>;
  ownerReferences?: readonly OwnerReference[];
}

export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string | null;
}

export interface ContainerStateTerminated {
  exitCode?: number;
  signal?: number;
  reason?: string;
  message?: string;
  startedAt?: string | null;
  finishedAt?: string | null;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string | null };
  terminated?: ContainerStateTerminated;
}

export interface ContainerStatus {
  name: string;
  ready?: boolean;
  started?: boolean | null;
  restartCount?: number;
  image?: string;
  imageID?: string;
  containerID?: string;
  state?: ContainerState;
  lastState?: ContainerState;
}

export interface ContainerPort {
  name?: string;
  containerPort: number;
  hostPort?: number;
  protocol?: string;
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  readOnly?: boolean;
  subPath?: string;
  subPathExpr?: string;
}

/** A probe: which kind it is is told by which of its handlers is there. */
export interface Probe {
  exec?: { command?: readonly string[] };
  httpGet?: { path?: string; port?: number | string; scheme?: string };
  tcpSocket?: { port?: number | string };
  grpc?: { port?: number; service?: string | null };
}

export interface Container {
  name: string;
  image?: string;
  restartPolicy?: string;
  targetContainerName?: string;
  ports?: readonly ContainerPort[];
  volumeMounts?: readonly VolumeMount[];
  volumeDevices?: readonly { name: string; devicePath: string }[];
  resources?: {
    requests?: Readonly<Record<string, string>>;
    limits?: Readonly<Record<string, string>>;
  };
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
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
  nominatedNodeName?: string;
  startTime?: string;
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
  };
  status?: {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    updatedReplicas?: number;
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    numberReady?: number;
    active?: number | readonly unknown[];
    succeeded?: number;
    failed?: number;
    lastScheduleTime?: string;
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
