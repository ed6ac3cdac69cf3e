/** Containers, and their statuses, as the JSON of the API has them: see objects.ts. */

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
  /** What the node has set aside for it, and what the runtime holds it to: in-place resize changes them after the spec. */
  allocatedResources?: Amounts;
  resources?: { requests?: Amounts; limits?: Amounts };
  /** How the devices are that it was given (KEP-4680). */
  allocatedResourcesStatus?: readonly {
    name: string;
    resources?: readonly { resourceID: string; health?: string; message?: string | null }[];
  }[];
  /** The signal by which it is told to end, its own or its image's (KEP-4960). */
  stopSignal?: string;
}

/** Quantities by the name of the resource. */
export type Amounts = Readonly<Record<string, string>>;

export interface ContainerPort {
  name?: string;
  containerPort: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  readOnly?: boolean;
  subPath?: string;
  subPathExpr?: string;
  /** None, HostToContainer or Bidirectional. */
  mountPropagation?: string;
  /** Disabled, IfPossible or Enabled. */
  recursiveReadOnly?: string;
}

/** What a probe or a hook does: which of its handlers is there tells what kind it is. */
interface Handlers {
  exec?: { command?: readonly string[] };
  httpGet?: { path?: string; port?: number | string; scheme?: string };
  tcpSocket?: { port?: number | string };
}

export interface LifecycleHook extends Handlers {
  sleep?: { seconds?: number };
}

export interface Probe extends Handlers {
  grpc?: { port?: number; service?: string | null };
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
}

export interface Container {
  name: string;
  image?: string;
  restartPolicy?: string;
  /** When it is started anew whatever its policy says (KEP-5307). */
  restartPolicyRules?: readonly RestartRule[];
  targetContainerName?: string;
  ports?: readonly ContainerPort[];
  volumeMounts?: readonly VolumeMount[];
  volumeDevices?: readonly { name: string; devicePath: string }[];
  resources?: {
    requests?: Amounts;
    limits?: Amounts;
    /** Of the Pod's resourceClaims, by name; one request of them, or all. */
    claims?: readonly { name: string; request?: string }[];
  };
  securityContext?: { privileged?: boolean; capabilities?: { add?: readonly string[] } };
  /** Its hooks, and the signal by which it is told to end (KEP-4960). */
  lifecycle?: { postStart?: LifecycleHook; preStop?: LifecycleHook; stopSignal?: string };
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
}

export interface RestartRule {
  action: string;
  exitCodes?: { operator: string; values?: readonly number[] };
}
