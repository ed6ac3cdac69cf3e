import { FileError } from '../../machine/files/file-system.ts';
import {
  BROKEN_PIPE,
  BrokenPipe,
  type Input,
  Killed,
  type Output,
  type Process,
} from '../../machine/processes/process.ts';
import type { Command } from '../language/ast.ts';
import type { ExpansionContext } from '../expansion/expand.ts';

/** Where a command reads and writes. */
export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** How a command left what it was in. */
export class Leave extends Error {
  constructor(
    readonly what: 'break' | 'continue' | 'return' | 'exit',
    /** Levels, or a code. */
    readonly value: number,
  ) {
    super(what);
  }
}

/** What a shell knows: variables, functions, options, where it is. A subshell begins with a copy. */
export abstract class ShellState {
  readonly exported: Set<string>;
  readonly functions: Map<string, Command>;
  readonly options = new Set<string>();
  parameters: readonly string[];
  code = 0;
  /** Shared by all that a line runs in the foreground. */
  private readonly interruption: { typed: boolean };
  /** A trap has left: so does the shell. */
  pendingExit: number | undefined;
  readonly background: Promise<unknown>[] = [];
  protected readonly local: Map<string, string>;

  constructor(
    readonly process: Process,
    readonly name: string,
    parameters: readonly string[],
    from?: ShellState,
    background = false,
  ) {
    this.interruption = from && !background ? from.interruption : { typed: false };
    this.parameters = parameters;
    this.local = new Map(from ? from.local : process.env);
    this.exported = new Set(from ? from.exported : process.env.keys());
    this.functions = new Map(from?.functions);
    for (const option of from?.options ?? []) this.options.add(option);
    this.cwd = from?.cwd ?? process.cwd;
    this.code = from?.code ?? 0;
  }

  cwd: string;

  /** ^C was typed: what runs is left. */
  get interrupted(): boolean {
    return this.interruption.typed;
  }
  set interrupted(typed: boolean) {
    this.interruption.typed = typed;
  }

  readonly variables = {
    get: (name: string): string | undefined => (name === 'PWD' ? this.cwd : this.local.get(name)),
    set: (name: string, value: string): void => void this.local.set(name, value),
    unset: (name: string): void => {
      this.local.delete(name);
      this.exported.delete(name);
    },
    all: (): readonly (readonly [string, string])[] => [...this.local],
  };

  special(name: string): string | undefined {
    const known: Readonly<Record<string, string>> = {
      '?': String(this.code),
      $: String(this.process.pid),
      '#': String(this.parameters.length),
      '0': this.name,
      '!': '',
      '-': [...this.options].join(''),
      'set -u': this.options.has('u') ? 'on' : 'off',
    };
    return known[name];
  }

  /** Runs a command. Throws `Leave`, `Killed`. */
  abstract run(command: Command, streams: Streams): Promise<number>;

  /** Runs a text. Throws `SyntaxProblem`, `Leave`, `Killed`. */
  abstract runText(text: string, streams: Streams): Promise<number>;

  /** Runs what is only asked: a failure does not end a shell that ends on errors. */
  abstract asTest(run: () => Promise<number>): Promise<number>;

  /** What words are expanded with. */
  abstract get context(): ExpansionContext;

  /** The environment that commands are given. */
  environment(extra: ReadonlyMap<string, string> = new Map()): Map<string, string> {
    const kept = this.variables.all().filter(([name]) => this.exported.has(name));
    return new Map([...kept, ['PWD', this.cwd], ...extra]);
  }

  /** What complaints begin with. */
  get title(): string {
    return this.name.replace(/^.*\//, '');
  }
}

/** What goes on in the background may be ended with the shell: that is nobody's mistake. */
export function endedByOthers(error: unknown): number {
  if (error instanceof BrokenPipe) return BROKEN_PIPE;
  if (error instanceof Killed) return 128 + error.signal;
  throw error;
}

/** Says of an error that there may be no more processes, and gives the code for that; undefined for any other. */
export function notForked({ title }: ShellState, error: unknown, { stderr }: Streams): number | undefined {
  if (!(error instanceof FileError) || error.code !== 'EAGAIN') return undefined;
  stderr.write(`${title}: fork: ${error.message}\n`);
  return 254;
}
