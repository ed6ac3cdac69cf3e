import { ExpectedError } from '../expected-error.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Network } from '../network/network.ts';

/** Where a process reads from. */
export interface Input {
  /** The next bytes, as soon as there are any; undefined at the end. One reader at a time. */
  read(): Promise<Uint8Array | undefined>;
}

/** Where a process writes to. */
export interface Output {
  /** Throws `BrokenPipe` where nobody can read it. */
  write(bytes: Uint8Array | string): void;
}

/** What is behind the streams of a process that has a terminal. */
export interface TerminalDevice {
  readonly columns: number;
  readonly rows: number;
  /** Whether lines are edited and echoed by the terminal (cooked), or every key is passed on as it comes (raw). */
  setRaw(raw: boolean): void;
  onResize(listener: () => void): () => void;
  /** Gives back what was read too early: it is as if it was typed now. */
  unread(bytes: Uint8Array): void;
}

export type SignalName = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL' | 'SIGTERM' | 'SIGWINCH' | 'SIGUSR1';

/** Numbers as Linux has them on amd64. */
export const SIGNALS: Readonly<Record<SignalName, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGTERM: 15,
  SIGWINCH: 28,
};

/** How a process ended: the code it gave, or the signal that ended it (then a shell's code is 128 + its number). */
export interface ProcessEnd {
  readonly code: number;
  readonly signal?: number;
}

/** Thrown out of a write that nobody can read any more: ends a process as SIGPIPE does. */
export class BrokenPipe extends Error {}

/** What a shell sees of it: 128 + SIGPIPE. */
export const BROKEN_PIPE = 141;

/** Thrown out of what a killed process waits for; a program lets it pass, with `finally` where it has to tidy up. */
export class Killed extends ExpectedError {
  constructor(readonly signal: number) {
    super(`killed by signal ${signal}`);
  }
}

export interface SpawnOptions {
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** Runs this instead of looking `argv[0]` up, e.g. a subshell of the shell. */
  readonly program?: Program;
}

export interface ChildProcess {
  readonly pid: number;
  readonly end: Promise<ProcessEnd>;
  kill(signal: SignalName): void;
}

/**
 * A process as its program sees it. Whatever it waits for (`sleep`, `stdin.read`, a child's `end`) rejects with
 * `Killed` when a signal ends it.
 */
export interface Process {
  readonly pid: number;
  readonly parentPid: number;
  /** A program may change it: its title in /proc. */
  argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** There where stdin is a terminal. */
  readonly terminal: TerminalDevice | undefined;
  readonly files: FileSystem;
  readonly network: Network;
  readonly hostname: string;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Epoch ms. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A promise that a signal may cut short: rejects with `Killed` then. */
  waitFor<T>(wanted: Promise<T>): Promise<T>;
  /**
   * Starts a child. Throws `FileError` ENOENT or EACCES where there is no such program (a path, or a name that
   * is looked up along PATH), EAGAIN where there are as many processes as may be.
   */
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Runs something as a copy of itself would, which takes the room of a process. Rejects as `spawn`, and with EAGAIN. */
  fork<T>(run: () => Promise<T>): Promise<T>;
  /** Becomes another program under the same pid, as execve(2); the code is that program's. Throws as `spawn`. */
  exec(argv: readonly string[]): Promise<number>;
  /** Handles a signal instead of being ended by it; SIGKILL cannot be handled. Undoes itself when called. */
  onSignal(signal: SignalName, handler: () => void): () => void;
  /** Sends a signal. Throws `FileError` (ENOENT where no such process is seen, EPERM). */
  kill(pid: number, signal: SignalName): void;
  /** Counts memory of this process from now on, in bytes: over the container's limit, the kernel kills it. */
  useMemory(bytes: number): void;
}

/** What a file of the image runs. Gives the exit code; throws `Killed` only. */
export type Program = (process: Process) => Promise<number>;
