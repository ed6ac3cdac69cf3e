import type { Output, SignalName, TerminalDevice } from './process.ts';

/** A process as others see it: in /proc, and to be signalled. */
export interface TableEntry {
  readonly pid: number;
  readonly parentPid: number;
  parent: TableEntry | undefined;
  /** Whose copy it began as: what that one listens on it has too. */
  readonly forkOf: TableEntry | undefined;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** As /proc/PID/comm has it. */
  readonly name: string;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Bytes. */
  readonly memory: number;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: TerminalDevice | undefined;
  /** `fromWithin`: sent by a process of the same namespace. */
  signal(name: SignalName, fromWithin?: boolean): void;
}
