import { clean, cleanLines } from '../view/clean.ts';
import type { Writer } from './arguments.ts';

/** Writes to these streams; all that is printed goes through it, and is made harmless here. */
export function writerOn(stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): Writer {
  return {
    out: (text) => void stdout.write(cleanLines(text)),
    err: (text) => void stderr.write(cleanLines(text)),
  };
}

/** Runs a program to its exit code; what it rejects with is told in one line, and the code is 1. */
export async function exitCodeOf(
  run: () => Promise<number | undefined>,
  output: Writer,
): Promise<number | undefined> {
  try {
    return await run();
  } catch (error) {
    output.err(`podscope: ${clean(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}

/** 128 + SIGPIPE: what a shell sees of a program whose reader went away (`| head -1`). */
const BROKEN_PIPE = 141;

/** Ends quietly, as other programs do, when nobody reads the output any more. */
export function endWhenUnread(stdout: NodeJS.WritableStream, exit: (code: number) => void): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    exit(BROKEN_PIPE);
  });
}
