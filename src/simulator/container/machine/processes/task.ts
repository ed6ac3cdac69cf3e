import { FileError } from '../files/file-system.ts';
import {
  BROKEN_PIPE,
  BrokenPipe,
  type ChildProcess,
  type Input,
  Killed,
  type Output,
  type Process,
  type ProcessEnd,
  type Program,
  type SignalName,
  SIGNALS,
  type SpawnOptions,
  type TerminalDevice,
} from './process.ts';
import type { Network } from '../network/network.ts';
import type { Surroundings } from '../surroundings.ts';
import type { TableEntry } from './table-entry.ts';

/** What a task is started with. */
export interface TaskStart {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: TerminalDevice | undefined;
  readonly parent: Task | undefined;
  /** Whose copy it begins as. */
  readonly forkOf?: TableEntry | undefined;
}

/** What a signal does to who does not handle it: most end it. */
const IGNORED: readonly SignalName[] = ['SIGWINCH'];

/** A process of a container. */
export class Task implements Process, TableEntry {
  readonly pid: number;
  argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: TerminalDevice | undefined;
  readonly files;
  readonly network: Network;
  readonly hostname: string;
  readonly random: () => number;
  readonly startedAt: number;
  readonly forkOf: TableEntry | undefined;
  /** Bytes. */
  memory = BASE_MEMORY;
  parent: TableEntry | undefined;
  /** What it runs, as /proc/PID/comm has it. */
  name = '';
  ended: ProcessEnd | undefined;
  readonly end: Promise<ProcessEnd>;
  private settle: (end: ProcessEnd) => void = () => undefined;
  private readonly handlers = new Map<SignalName, () => void>();
  private readonly interrupts = new Set<(reason: Killed) => void>();

  constructor(
    readonly around: Surroundings,
    start: TaskStart,
  ) {
    this.pid = around.pids.add(this);
    this.argv = start.argv;
    this.env = new Map(start.env);
    this.cwd = start.cwd;
    this.stdin = start.stdin;
    this.stdout = start.stdout;
    this.stderr = start.stderr;
    this.terminal = start.terminal;
    this.parent = start.parent;
    this.files = around.filesFor(() => this.pid);
    this.forkOf = start.forkOf;
    this.network = this.ownSockets(around.network);
    this.hostname = around.hostname;
    this.random = around.random;
    this.startedAt = around.clock.now();
    around.taskStarted(this);
    this.end = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  get parentPid(): number {
    return this.parent?.pid ?? 0;
  }

  now = (): number => this.around.clock.now();

  /** Runs its program; what it throws besides `Killed` is a mistake of the program, told on stderr. */
  run(program: Program): void {
    // A copy is called as what it is a copy of, whatever its title says.
    this.name = this.forkOf?.name ?? nameOf(this.argv[0] ?? '');
    // The program begins in a turn of its own: whoever started it has its pid by then.
    Promise.resolve()
      .then(() => (this.ended ? 0 : program(this)))
      .then(
        (code) => this.over({ code: code & 0xff }),
        (error: unknown) => {
          if (error instanceof BrokenPipe) return this.over({ code: BROKEN_PIPE, signal: BROKEN_PIPE - 128 });
          if (!(error instanceof Killed))
            this.stderr.write(`${this.name}: ${String((error as Error).message)}\n`);
          this.over(
            error instanceof Killed ? { code: 128 + error.signal, signal: error.signal } : { code: 1 },
          );
        },
      );
  }

  sleep = (ms: number): Promise<void> => {
    if (ms === Infinity) return this.waitFor(new Promise<void>(() => undefined));
    let cancel = (): void => undefined;
    const slept = new Promise<void>((resolve) => {
      cancel = this.around.clock.after(ms, resolve);
    });
    return this.waitFor(slept).finally(cancel);
  };

  waitFor = <T>(wanted: Promise<T>): Promise<T> => {
    if (this.ended) return Promise.reject(new Killed(this.ended.signal ?? SIGNALS.SIGKILL));
    return new Promise<T>((resolve, reject) => {
      this.interrupts.add(reject);
      wanted.finally(() => this.interrupts.delete(reject)).then(resolve, reject);
    });
  };

  spawn = (argv: readonly string[], options: SpawnOptions = {}): ChildProcess => {
    const program = options.program ?? this.around.lookUp(argv[0] ?? '', this);
    this.around.pids.checkRoom();
    const {
      stdin = this.stdin,
      stdout = this.stdout,
      stderr = this.stderr,
      env = this.env,
      cwd = this.cwd,
    } = options;
    const terminal = options.stdin === undefined || options.stdin === this.stdin ? this.terminal : undefined;
    const forkOf = options.program && this;
    const start = { argv, env, cwd, stdin, stdout, stderr, terminal, parent: this, forkOf };
    const child = new Task(this.around, start);
    child.run(program);
    const { waitFor } = this;
    return {
      pid: child.pid,
      // Only who waits for it is told that it was itself ended meanwhile.
      get end() {
        return waitFor(child.end);
      },
      kill: (signal) => child.signal(signal),
    };
  };

  fork = async <T>(run: () => Promise<T>): Promise<T> => {
    const { pids } = this.around;
    // Where there is a crowd, all that begin more would have all of the time.
    const wait = pids.count - CROWD;
    const turn = async (): Promise<void> => (wait > 0 ? this.sleep(wait) : undefined);
    let gone = (): void => undefined;
    try {
      gone = pids.addCopy();
    } catch (error) {
      await turn();
      throw error;
    }
    try {
      await turn();
      return await run();
    } finally {
      gone();
    }
  };

  exec = (argv: readonly string[]): Promise<number> => {
    const program = this.around.lookUp(argv[0] ?? '', this);
    this.argv = argv;
    this.name = nameOf(argv[0] ?? '');
    this.handlers.clear();
    return program(this);
  };

  onSignal = (signal: SignalName, handler: () => void): (() => void) => {
    this.handlers.set(signal, handler);
    return () => this.handlers.delete(signal);
  };

  kill = (pid: number, signal: SignalName): void => {
    const target = this.around.pids.get(pid);
    if (!target) throw new FileError('ENOENT', String(pid));
    target.signal(signal, this.around.pids.get(1) === target);
  };

  useMemory = (bytes: number): void => {
    this.memory = bytes;
    this.around.memoryChanged(this);
  };

  /** A signal comes in. The first process of a namespace is only ended by what it handles, unless from outside. */
  signal(name: SignalName, fromWithin = false): void {
    if (this.ended) return;
    const handler = name === 'SIGKILL' ? undefined : this.handlers.get(name);
    if (handler) return handler();
    if (IGNORED.includes(name)) return;
    const first = this.pid === 1;
    if (first && (fromWithin || name !== 'SIGKILL')) return;
    this.over({ code: 128 + SIGNALS[name], signal: SIGNALS[name] });
  }

  /** The network, whose sockets are given back when the process ends. */
  private ownSockets(network: Network): Network {
    return {
      ip: network.ip,
      sockets: network.sockets,
      release: network.release,
      connect: (address, port) => network.connect(address, port, this),
      listen: (port, serve, address) => network.listen(port, serve, address, this),
    };
  }

  private over(end: ProcessEnd): void {
    if (this.ended) return;
    this.ended = end;
    const killed = new Killed(end.signal ?? SIGNALS.SIGKILL);
    for (const interrupt of this.interrupts) interrupt(killed);
    this.interrupts.clear();
    this.around.network.release(this);
    this.around.taskEnded(this);
    this.settle(end);
  }
}

const BASE_MEMORY = 1_200_000;

/** So many processes are no crowd yet. */
const CROWD = 50;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).slice(0, 15);
