import type { Clock } from '../../time/clock.ts';
import {
  type Container,
  type ContainerEnd,
  type ContainerSpec,
  type ExecOptions,
  type ExecSession,
  RuntimeError,
} from './container.ts';
import { FileError } from './files/file-system.ts';
import { LineLog } from './log.ts';
import { heard, NOTHING, Pipe } from './processes/pipe.ts';
import type { Output, ProcessEnd, SignalName } from './processes/process.ts';
import type { Surroundings } from './surroundings.ts';
import type { TableEntry } from './processes/table-entry.ts';
import { Task } from './processes/task.ts';
import { Tty } from './processes/tty.ts';

const MOST_MESSAGE = 4096;

/** A container: its first process, all others in it, what it says, and how it ends. */
export class RunningContainer implements Container {
  readonly log: LineLog;
  readonly startedAt: number;
  ended: ContainerEnd | undefined;
  private readonly tasks = new Set<TableEntry>();
  private readonly listeners: ((end: ContainerEnd) => void)[] = [];
  private readonly watchers = new Set<{
    out: (bytes: Uint8Array) => void;
    err: (bytes: Uint8Array) => void;
  }>();
  private readonly stdin = new Pipe();
  private tty: Tty | undefined;
  private first: Task | undefined;
  private outOfMemory = false;
  private cwd = '/';

  constructor(
    private readonly spec: ContainerSpec,
    private readonly around: Surroundings,
    clock: Clock,
  ) {
    this.log = new LineLog(clock);
    this.startedAt = clock.now();
  }

  get id(): string {
    return this.spec.id;
  }
  /** Who its processes see. */
  get pids(): Surroundings['pids'] {
    return this.around.pids;
  }
  get name(): string {
    return this.spec.name;
  }

  /** Starts the first process. Throws `FileError` where there is no such program. */
  start(argv: readonly string[], env: ReadonlyMap<string, string>, cwd: string): void {
    this.cwd = cwd;
    const stdout = this.heardBy('stdout');
    const stderr = this.heardBy('stderr');
    if (this.spec.tty) {
      this.tty = new Tty(
        (bytes) => stdout.write(bytes),
        (name) => this.signalTerminal(this.tty, name),
      );
    }
    const stdin = this.tty?.stdin ?? (this.spec.stdin ? this.stdin : NOTHING);
    const streams = { stdin, stdout: this.tty?.stdout ?? stdout, stderr: this.tty?.stdout ?? stderr };
    const task = new Task(this.around, { argv, env, cwd, ...streams, terminal: this.tty, parent: undefined });
    this.first = task;
    try {
      task.run(this.around.lookUp(argv[0] ?? '', task));
    } catch (error) {
      this.left(task);
      throw error;
    }
    void task.end.then((end) => this.over(end));
  }

  onEnd(listener: (end: ContainerEnd) => void): void {
    if (this.ended) listener(this.ended);
    else this.listeners.push(listener);
  }

  kill(signal: SignalName): void {
    this.first?.signal(signal);
  }

  exec({ argv, stdin, tty: wantsTty }: ExecOptions): ExecSession {
    const { first } = this;
    if (!first || this.ended) throw new RuntimeError('NotRunning', `container ${this.id} is not running`);
    const input = new Pipe();
    const out = new Listeners();
    const err = new Listeners();
    let task: Task | undefined = undefined as Task | undefined;
    const tty = wantsTty
      ? new Tty(
          (bytes) => out.tell(bytes),
          (name) => this.signalTerminal(tty, name),
        )
      : undefined;
    const streams = {
      stdin: tty?.stdin ?? (stdin ? input : NOTHING),
      stdout: tty?.stdout ?? heard((bytes) => out.tell(bytes)),
      stderr: tty?.stdout ?? heard((bytes) => err.tell(bytes)),
    };
    const { env } = first;
    const { cwd } = this;
    const withTerm = tty ? new Map([...env, ['TERM', 'xterm']]) : env;
    task = new Task(this.around, { argv, env: withTerm, cwd, ...streams, terminal: tty, parent: undefined });
    task.run(this.programOf(argv, task));
    const { end } = task;
    return {
      onStdout: (listener) => out.add(listener),
      onStderr: (listener) => err.add(listener),
      write: (bytes) => (tty ? tty.type(bytes) : input.write(bytes)),
      endInput: () => (tty ? tty.input.end() : input.end()),
      resize: (columns, rows) => tty?.resize(columns, rows),
      end: end.then(({ code }) => code),
      detach: () => {
        if (tty) this.signalTerminal(tty, 'SIGHUP');
        input.end();
      },
    };
  }

  attach(): ExecSession {
    const { first } = this;
    if (!first || this.ended) throw new RuntimeError('NotRunning', `container ${this.id} is not running`);
    const out = new Listeners();
    const err = new Listeners();
    const watcher = {
      out: (bytes: Uint8Array) => out.tell(bytes),
      err: (bytes: Uint8Array) => err.tell(bytes),
    };
    this.watchers.add(watcher);
    return {
      onStdout: (listener) => out.add(listener),
      onStderr: (listener) => err.add(listener),
      write: (bytes) => (this.tty ? this.tty.type(bytes) : this.stdin.write(bytes)),
      endInput: () => this.stdin.end(),
      resize: (columns, rows) => this.tty?.resize(columns, rows),
      end: first.end.then(({ code }) => code),
      detach: () => void this.watchers.delete(watcher),
    };
  }

  /** A little that wobbles, more while it does something. */
  usage(): { readonly cpuNanoCores: number; readonly memoryBytes: number } {
    const memoryBytes = [...this.tasks].reduce((sum, { memory }) => sum + memory, 0);
    // Once a minute, by the clock: who scales by it does the same in whatever minute the world began.
    const phase = ((this.around.clock.now() % 60_000) / 60_000) * 2 * Math.PI;
    const wobble = (Math.sin(phase + this.id.charCodeAt(0)) + 1) / 2;
    return { cpuNanoCores: Math.round((0.4 + wobble) * 1e6 * (1 + this.tasks.size)), memoryBytes };
  }

  /** A task was started in it. */
  joined(task: TableEntry): void {
    this.tasks.add(task);
  }

  left(task: TableEntry): void {
    this.tasks.delete(task);
    this.around.pids.remove(task);
  }

  /** The kernel kills what uses most when there is too much (cgroups' out-of-memory killer). */
  checkMemory(): void {
    const { memoryLimit } = this.spec;
    const used = [...this.tasks].reduce((sum, { memory }) => sum + memory, 0);
    if (memoryLimit === undefined || used <= memoryLimit) return;
    const largest = [...this.tasks].sort((a, b) => b.memory - a.memory)[0];
    this.outOfMemory = true;
    largest?.signal('SIGKILL');
  }

  private programOf(argv: readonly string[], task: Task) {
    try {
      return this.around.lookUp(argv[0] ?? '', task);
    } catch (error) {
      this.left(task);
      if (!(error instanceof FileError)) throw error;
      const name = JSON.stringify(argv[0] ?? '');
      const missing = argv[0]?.includes('/')
        ? `stat ${argv[0]}: no such file or directory`
        : 'executable file not found in $PATH';
      const denied = error.code === 'EACCES';
      const why = denied ? `exec: ${name}: permission denied` : `exec: ${name}: ${missing}`;
      const message = `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`;
      throw new RuntimeError('ExecFailed', message, denied ? 126 : 127);
    }
  }

  private signalTerminal(tty: Tty | undefined, name: SignalName): void {
    for (const task of this.tasks) if (tty && task.terminal === tty) task.signal(name);
  }

  private heardBy(stream: 'stdout' | 'stderr'): Output {
    const log = this.log.output(stream);
    return heard((bytes) => {
      log.write(bytes);
      for (const { out, err } of this.watchers) (stream === 'stdout' ? out : err)(bytes);
    });
  }

  private over({ code }: ProcessEnd): void {
    for (const task of this.tasks) if (task !== this.first) task.signal('SIGKILL');
    this.log.close();
    const reason = this.outOfMemory && code === 137 ? 'OOMKilled' : code === 0 ? 'Completed' : 'Error';
    this.ended = { exitCode: code, reason, message: this.lastWords(), finishedAt: this.around.clock.now() };
    for (const listener of this.listeners.splice(0)) listener(this.ended);
  }

  private lastWords(): string {
    const files = this.around.filesFor(() => 1);
    const bytes = files.read('/dev/termination-log');
    return Buffer.from(bytes).toString().slice(0, MOST_MESSAGE);
  }
}

/** Who listens; what was said before the first came is told to it. */
class Listeners {
  private readonly all: ((bytes: Uint8Array) => void)[] = [];
  private readonly early: Uint8Array[] = [];

  add(listener: (bytes: Uint8Array) => void): void {
    this.all.push(listener);
    for (const bytes of this.early.splice(0)) listener(bytes);
  }

  tell(bytes: Uint8Array): void {
    if (this.all.length === 0) this.early.push(bytes);
    for (const listener of this.all) listener(bytes);
  }
}
