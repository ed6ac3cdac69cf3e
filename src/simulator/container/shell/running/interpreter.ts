import { FileError } from '../../machine/files/file-system.ts';
import { heard, NOTHING, Pipe } from '../../machine/processes/pipe.ts';
import { BROKEN_PIPE, BrokenPipe } from '../../machine/processes/process.ts';
import type { Command } from '../language/ast.ts';
import { BUILTINS } from './builtins.ts';
import { expandPattern, expandText, expandWords, type ExpansionContext } from '../expansion/expand.ts';
import { matches } from '../expansion/glob.ts';
import { forEach, loop } from './loops.ts';
import { parse } from '../language/parser.ts';
import { redirected } from './redirects.ts';
import { endedByOthers, Leave, notForked, ShellState, type Streams } from './shell-state.ts';

/** Runs commands: one shell, or a subshell of it. */
export class Interpreter extends ShellState {
  private tested = 0;
  /** How the last `$(…)` ended: the code of an assignment alone. */
  private captured = 0;

  /** Runs a text. Throws `SyntaxProblem`, `Leave`, `Killed`. */
  async runText(text: string, streams: Streams): Promise<number> {
    return this.run(parse(text), streams);
  }

  async run(command: Command, streams: Streams): Promise<number> {
    if (this.interrupted) throw new Leave('exit', 130);
    if (this.pendingExit !== undefined) throw new Leave('exit', this.pendingExit);
    this.code = await this.dispatch(command, streams);
    return this.code;
  }

  private dispatch(command: Command, streams: Streams): Promise<number> {
    switch (command.type) {
      case 'simple':
        return this.simple(command, streams);
      case 'pipeline':
        return this.pipeline(command, streams);
      case 'and':
      case 'or':
        return this.either(command, streams);
      case 'list':
        return this.list(command, streams);
      case 'if':
        return this.conditional(command, streams);
      case 'loop':
        return loop(this, command, streams);
      case 'for':
        return forEach(this, command, streams);
      case 'case':
        return this.cases(command, streams);
      case 'group':
        return this.run(command.body, streams);
      case 'subshell':
        return this.subshell(command.body, streams);
      case 'redirected':
        return redirected(this, command.redirects, streams, (to) => this.run(command.command, to));
      case 'function':
        this.functions.set(command.name, command.body);
        return Promise.resolve(0);
    }
  }

  /** What words are expanded with. */
  get context(): ExpansionContext {
    return {
      files: this.process.files,
      cwd: this.cwd,
      variables: this.variables,
      parameters: this.parameters,
      special: (name) => this.special(name),
      capture: (command) => this.capture(command),
    };
  }

  private async capture(command: Command): Promise<string> {
    const chunks: Uint8Array[] = [];
    const stdout = heard((bytes) => void chunks.push(bytes));
    const { stdin, stderr } = this.process;
    this.captured = await this.subshell(command, { stdin, stdout, stderr });
    this.code = this.captured;
    return Buffer.concat(chunks).toString();
  }

  private async subshell(body: Command, streams: Streams, background = false): Promise<number> {
    const inner = new Interpreter(this.process, this.name, this.parameters, this, background);
    try {
      return await this.process.fork(() => inner.run(body, streams));
    } catch (error) {
      const full = notForked(this, error, streams);
      if (full !== undefined) return full;
      if (error instanceof Leave) return error.what === 'exit' ? error.value : inner.code;
      throw error;
    }
  }

  private async list({ items }: Extract<Command, { type: 'list' }>, streams: Streams): Promise<number> {
    let code = 0;
    for (const { command, background } of items) {
      if (background) {
        this.background.push(
          this.subshell(command, { ...streams, stdin: NOTHING }, true).catch(endedByOthers),
        );
        code = 0;
        continue;
      }
      code = await this.run(command, streams);
      if (code !== 0 && this.options.has('e') && this.tested === 0 && !isTest(command))
        throw new Leave('exit', code);
    }
    return code;
  }

  private async either(
    { type, left, right }: Extract<Command, { type: 'and' | 'or' }>,
    streams: Streams,
  ): Promise<number> {
    const code = await this.asTest(() => this.run(left, streams));
    return (code === 0) === (type === 'and') ? this.run(right, streams) : code;
  }

  /** What is asked does not end a shell that ends on errors. */
  async asTest(run: () => Promise<number>): Promise<number> {
    this.tested += 1;
    try {
      return await run();
    } finally {
      this.tested -= 1;
    }
  }

  private async conditional(
    { branches, otherwise }: Extract<Command, { type: 'if' }>,
    streams: Streams,
  ): Promise<number> {
    for (const { condition, body } of branches) {
      if ((await this.asTest(() => this.run(condition, streams))) === 0) return this.run(body, streams);
    }
    return otherwise ? this.run(otherwise, streams) : 0;
  }

  private async cases(
    { word, cases }: Extract<Command, { type: 'case' }>,
    streams: Streams,
  ): Promise<number> {
    const text = await expandText(word, this.context);
    for (const { patterns, body } of cases) {
      for (const pattern of patterns) {
        if (matches(await expandPattern(pattern, this.context), text)) return this.run(body, streams);
      }
    }
    return 0;
  }

  private async pipeline(
    { commands, negated }: Extract<Command, { type: 'pipeline' }>,
    streams: Streams,
  ): Promise<number> {
    let before: Pipe | undefined;
    const running = commands.map((command, index) => {
      const input = before;
      const output = index < commands.length - 1 ? new Pipe() : undefined;
      before = output;
      const own = { ...streams, stdin: input ?? streams.stdin, stdout: output ?? streams.stdout };
      return this.subshell(command, own)
        .catch((error: unknown) => {
          if (error instanceof BrokenPipe) return BROKEN_PIPE;
          throw error;
        })
        .finally(() => {
          output?.end();
          input?.leave();
        });
    });
    const codes = await Promise.all(running);
    const code = codes.at(-1) ?? 0;
    return negated ? Number(code === 0) : code;
  }

  private async simple(
    { assignments, words, redirects }: Extract<Command, { type: 'simple' }>,
    streams: Streams,
  ): Promise<number> {
    this.captured = 0;
    const argv = await expandWords(words, this.context);
    const values: [string, string][] = [];
    for (const [name, word] of assignments) values.push([name, await expandText(word, this.context)]);
    if (argv.length === 0) for (const [name, value] of values) this.variables.set(name, value);
    if (this.options.has('x') && argv.length > 0) streams.stderr.write(`+ ${argv.join(' ')}\n`);
    return redirected(this, redirects, streams, (to) => this.call(argv, new Map(values), to));
  }

  private async call(
    argv: readonly string[],
    extra: ReadonlyMap<string, string>,
    streams: Streams,
  ): Promise<number> {
    const [name] = argv;
    if (name === undefined) return this.captured;
    const body = this.functions.get(name);
    if (body) return this.callFunction(body, argv.slice(1), streams);
    const builtin = BUILTINS.get(name);
    if (builtin) {
      for (const [variable, value] of extra) this.variables.set(variable, value);
      return builtin(this, argv, streams);
    }
    return this.external(argv, extra, streams);
  }

  private async callFunction(body: Command, args: readonly string[], streams: Streams): Promise<number> {
    const before = this.parameters;
    this.parameters = args;
    try {
      return await this.run(body, streams);
    } catch (error) {
      if (error instanceof Leave && error.what === 'return') return error.value;
      throw error;
    } finally {
      this.parameters = before;
    }
  }

  private async external(
    argv: readonly string[],
    extra: ReadonlyMap<string, string>,
    streams: Streams,
  ): Promise<number> {
    const { stdin, stdout, stderr } = streams;
    try {
      const own = stdin === this.process.stdin ? {} : { stdin };
      const given = { ...own, stdout, stderr, env: this.environment(extra), cwd: this.cwd };
      const child = this.process.spawn(argv, given);
      const { code } = await child.end;
      // What others have as programs of their own, a shell often is itself: it ends with its reader.
      if (code === BROKEN_PIPE) throw new BrokenPipe('Broken pipe');
      return code;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const full = notForked(this, error, streams);
      if (full !== undefined) return full;
      const denied = error.code === 'EACCES';
      const unknown = this.title === 'bash' ? 'command not found' : 'not found';
      const missing = argv[0]?.includes('/') ? error.message : unknown;
      stderr.write(`${this.title}: ${argv[0]}: ${denied ? error.message : missing}\n`);
      return denied ? 126 : 127;
    }
  }
}

const isTest = ({ type }: Command): boolean => type === 'and' || type === 'or';
