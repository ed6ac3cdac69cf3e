import type { Clock } from '../../time/clock.ts';
import type { FileSystem } from './files/file-system.ts';
import type { Network } from './network/network.ts';
import type { PidNamespace } from './processes/pid-namespace.ts';
import type { Program } from './processes/process.ts';
import type { TableEntry } from './processes/table-entry.ts';

/** What a container is to its processes. */
export interface Surroundings {
  readonly containerId: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly hostname: string;
  readonly network: Network;
  readonly pids: PidNamespace;
  /** The files as a process sees them: `/proc/self` is its own. */
  filesFor(pid: () => number): FileSystem;
  /** What a name or a path runs. Throws `FileError`. */
  lookUp(name: string, task: TableEntry): Program;
  taskStarted(task: TableEntry): void;
  memoryChanged(task: TableEntry): void;
  taskEnded(task: TableEntry): void;
}
