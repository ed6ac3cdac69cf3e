import type { SignalName } from './processes/process.ts';
import type { Network } from './network/network.ts';

/** A directory that is mounted: the same one wherever it is mounted. */
export interface Volume {
  /** What /proc/mounts says it is, e.g. `/dev/sda1` and `ext4`, or `tmpfs` twice. */
  readonly device: string;
  readonly type: string;
  /** Replaces all files, as the kubelet projects ConfigMaps, Secrets and the like; names may hold slashes. */
  fill(files: ReadonlyMap<string, Uint8Array>, mode?: number): void;
}

export interface VolumeMount {
  readonly path: string;
  readonly volume: Volume;
  readonly subPath?: string;
  readonly readOnly: boolean;
}

/** What is asked for when a container is made; as the kubelet tells the runtime (CRI's ContainerConfig). */
export interface ContainerSpec {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** The Pod's command and args, where given; the image's own otherwise. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly mounts: readonly VolumeMount[];
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly user?: number;
  /** Bytes. */
  readonly memoryLimit?: number;
  /** Processes of this container are to be seen too (`kubectl debug --target`). */
  readonly targetId?: string;
}

/** How a container ended, as the kubelet puts it into `state.terminated`. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly signal?: number;
  readonly reason: 'Completed' | 'Error' | 'OOMKilled';
  /** Of /dev/termination-log. */
  readonly message: string;
  /** Epoch ms. */
  readonly finishedAt: number;
}

export interface LogLine {
  /** Epoch ms. */
  readonly time: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without its newline. */
  readonly text: string;
}

/** What a container has said: the latest lines are kept. */
export interface ContainerLog {
  readonly lines: readonly LogLine[];
  /** Tells every line from now on, until the container has ended. Call what it gives to stop. */
  follow(line: (line: LogLine) => void, end: () => void): () => void;
}

export interface ExecOptions {
  readonly argv: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
}

/** A process that was started from outside: its streams as bytes. */
export interface ExecSession {
  onStdout(listener: (bytes: Uint8Array) => void): void;
  onStderr(listener: (bytes: Uint8Array) => void): void;
  write(bytes: Uint8Array): void;
  /** Ends standard input. */
  endInput(): void;
  resize(columns: number, rows: number): void;
  /** The exit code (128 + signal where one ended it). */
  readonly end: Promise<number>;
  /** The reader has gone: what writes gets no reader any more (a terminal hangs up; other commands run on). */
  detach(): void;
}

/** What the runtime answers where it cannot do it; `message` as containerd has it. */
export class RuntimeError extends Error {
  constructor(
    readonly reason: 'ImagePullBackOff' | 'ErrImagePull' | 'StartError' | 'ExecFailed' | 'NotRunning',
    message: string,
    /** For StartError 128, for ExecFailed 126 or 127. */
    readonly exitCode = 128,
  ) {
    super(message);
  }
}

/** A container that runs or has run. */
export interface Container {
  readonly id: string;
  readonly name: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly log: ContainerLog;
  readonly ended: ContainerEnd | undefined;
  onEnd(listener: (end: ContainerEnd) => void): void;
  kill(signal: SignalName): void;
  /** Runs a command in it. Throws `RuntimeError` ExecFailed (no such program), NotRunning. */
  exec(options: ExecOptions): ExecSession;
  /** The streams of the container's own first process. Throws `RuntimeError` NotRunning. */
  attach(): ExecSession;
  usage(): { readonly cpuNanoCores: number; readonly memoryBytes: number };
}

export interface SandboxOptions {
  readonly podUid: string;
  readonly podName: string;
  readonly namespace: string;
  readonly hostname: string;
  /** `NAME.SUBDOMAIN.NAMESPACE`, by which others reach it; undefined for a Pod without a subdomain. */
  readonly dnsName?: string | undefined;
  readonly node: string;
  readonly ip: string;
  readonly hostIp: string;
  readonly hostNetwork: boolean;
  readonly hostPid: boolean;
  readonly hostIpc?: boolean;
  readonly shareProcessNamespace: boolean;
}

/** The pause container of a Pod: one network, one UTS and IPC namespace, and where shared one process namespace. */
export interface Sandbox {
  readonly id: string;
  readonly network: Network;
  /** Makes and starts a container. Throws `RuntimeError` ErrImagePull, StartError. */
  start(spec: ContainerSpec): Container;
  /** Ends what still runs in it, and the sandbox. */
  stop(): void;
}

/** The images, disks and networks of all nodes. */
export interface Machines {
  /** Throws `RuntimeError` ErrImagePull for an image that cannot be had. Gives its id (`sha256:…`). */
  pull(image: string): string;
  sandbox(options: SandboxOptions): Sandbox;
  /** An empty directory of a Pod's own. `sizeLimit` in bytes. */
  emptyDirectory(options: { readonly memory: boolean; readonly sizeLimit?: number }): Volume;
  /** A directory (or file) of a node: the same one for the same path. */
  hostPath(node: string, path: string): Volume;
  /** What a PersistentVolume holds: the same directory for the same name. */
  disk(name: string): Volume;
}
