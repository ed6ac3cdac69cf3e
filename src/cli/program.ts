import type { Log } from '../model/log.ts';
import { clean, cleanLines } from '../view/text/clean.ts';
import { cutEnd } from '../view/text/text.ts';
import type { Writer } from './arguments/arguments.ts';
import type { Shown, Invocation } from './arguments/invocation.ts';
import { ownLine } from './own-line.ts';
import { systemMessage } from './system-message.ts';

/** Whether that is all that is asked for: nothing has to be loaded to say it. */
export function asksVersion(argv: readonly string[]): boolean {
  return argv.length === 1 && argv[0] === '--version';
}

/** Whether the dashboard is to be shown. */
export function takesScreen(invocation: Invocation): invocation is Shown {
  return invocation.command === 'dashboard' || (invocation.command === 'demo' && !invocation.demo.serve);
}

/** Writes to these streams; all that is printed goes through it, and is made harmless here but for what is `raw`. */
export function writerOn(
  stdout: NodeJS.WritableStream & { readonly isTTY?: boolean },
  stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number },
  env: NodeJS.ProcessEnv = {},
): Writer {
  // Where an error cannot be told there is nobody to tell that; the exit code still says it.
  stderr.on('error', () => undefined);
  const looked = stderr.isTTY ? new ProgressLine(stderr) : undefined;
  const err = (text: string): void => {
    looked?.show('');
    stderr.write(cleanLines(text));
  };
  return {
    out: (text) => void stdout.write(cleanLines(text)),
    err,
    ...(looked && {
      progress: (line: string) => looked.show(line),
      note: (text: string) => err(`podscope: ${text}\n`),
    }),
    raw: {
      terminal: stdout.isTTY ?? false,
      colours: (stdout.isTTY ?? false) && !env.NO_COLOR,
      write: (text, encoding) => {
        if (!stdout.write(text, encoding)) return new Promise((resolve) => stdout.once('drain', resolve));
      },
    },
  };
}

/** A line that the next one replaces. One that is longer than the terminal is wide could not be. */
class ProgressLine {
  private shown = false;

  constructor(private readonly stderr: NodeJS.WritableStream & { readonly columns?: number }) {}

  show(line: string): void {
    if (line === '' && !this.shown) return;
    this.shown = line !== '';
    this.stderr.write(`\r${cutEnd(clean(line), (this.stderr.columns ?? 80) - 1)}\x1b[K`);
  }
}

/**
 * Runs a program to its exit code; what it rejects with, and that its end is never reached, is told in one line, in the log
 * with its causes, and the code is 1.
 *
 * @param explained what stands behind an error that says it badly
 */
export async function exitCodeOf(
  run: () => Promise<number | undefined>,
  output: Writer,
  log: Log,
  explained: (error: unknown) => string | undefined = () => undefined,
): Promise<number | undefined> {
  try {
    return await toItsEnd(run(), process);
  } catch (error) {
    output.err(ownLine(clean(explained(error) ?? systemMessage(error))));
    log('error', 'podscope', withCauses(error));
    return 1;
  }
}

/**
 * What a program runs to. Rejects where Node's event loop runs empty before that: whatever it waits for can never come, and
 * Node would end as if all had gone well.
 */
export function toItsEnd<T>(running: Promise<T>, process: Pick<NodeJS.Process, 'on' | 'off'>): Promise<T> {
  let idle = (): void => undefined;
  const forsaken = new Promise<never>((_, reject) => {
    idle = () => reject(new Error(FORSAKEN));
    process.on('beforeExit', idle);
  });
  return Promise.race([running, forsaken]).finally(() => process.off('beforeExit', idle));
}

const FORSAKEN =
  'it did not come to its end, and nothing is left to wait for: what it was asked for may be undone; this is a fault of its own, please report it';

function withCauses(error: unknown): string {
  const words: string[] = [];
  for (let at: unknown = error; at !== undefined && words.length < 5; at = (at as Error).cause) {
    words.push(at instanceof Error ? at.message : String(at));
    if (!(at instanceof Error)) break;
  }
  return words.join('; its cause: ');
}

/** 128 + SIGPIPE: what a shell sees of a program whose reader went away (`| head -1`). */
const BROKEN_PIPE = 141;

/** Ends where the output cannot be written: quietly when nobody reads it any more, else with one line that says why. */
export function endWhenUnwritable(
  stdout: NodeJS.WritableStream,
  stderr: NodeJS.WritableStream,
  exit: (code: number) => void,
): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return exit(BROKEN_PIPE);
    stderr.write(`podscope: cannot write: ${systemMessage(error)}\n`);
    exit(1);
  });
}
