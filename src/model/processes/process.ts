import type { Sockets } from '../network/sockets/sockets.ts';
import type { IdRange, Namespaces } from '../namespaces/observed.ts';

/** A process of a Pod as a walk of /proc saw it. */
export interface Process {
  /** As the process namespace numbers it in which the walk was made. */
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  /** As /proc/PID/stat has it: R running, S sleeping, D waiting for a disk, T stopped, Z over but not yet waited for … */
  readonly state: string;
  /** The name of its program, 15 bytes at most. */
  readonly comm: string;
  /** Its arguments; empty where the kernel has none (a zombie, a thread of the kernel). */
  readonly command: readonly string[];
  /** Undefined where it may not be read. */
  readonly uid: number | undefined;
  readonly threads: number;
  /** Seconds since it began, by the node's clock. */
  readonly elapsed: number;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** Memory that it has in use, in bytes. */
  readonly rss: number;
  /** The last 64 hexadecimal digits of its control group: the id of its container, or of the Pod's sandbox. */
  readonly containerId: string | undefined;
  /** The Pod that its control group names. */
  readonly podUid: string | undefined;
  /** Whether its control group is that of the container in which the walk was made, as it sees it itself. */
  readonly ownGroup: boolean;
  /** Tells mount namespaces apart: the id of its root mount. */
  readonly rootMount: number | undefined;
  readonly namespaces: Namespaces;
  /** Its number in the innermost process namespace, where that is not the one in which the walk was made. */
  readonly innerPid: number | undefined;
}

/** What one walk of /proc in a container brought. */
export interface Walk {
  /** Without the walk's own. In the order of their start. */
  readonly processes: readonly Process[];
  /** The number of the shell that walked: another walk in the same process namespace may have seen it. */
  readonly shell?: number;
  /** Those of the shell that walked: it joined the container's, and may always read its own. */
  readonly namespaces: Namespaces;
  /** Whom its users are outside; empty where that may not be read. */
  readonly users: readonly IdRange[];
  /** Of the network that the container is in; undefined where they are not told. */
  readonly sockets?: Sockets | undefined;
  /** Not all of it came, or it was at its limit: there may be more. */
  readonly cut: boolean;
}
