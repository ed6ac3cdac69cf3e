import { writeSync } from 'node:fs';
import { clean } from '../view/clean.ts';

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

/**
 * Restores the terminal once, whatever ends the program: a call, an exit, a signal (then the code
 * is 128 + n), a terminal that is gone (as SIGHUP), an exception or a rejection that nobody caught
 * (then it is told, after restoring, and the code is 1).
 */
export function restoreOnEnd(
  restore: () => void,
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
): () => void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    restore();
  };
  const end = (code: number): never => {
    once();
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => end(code));
  for (const stream of [stdin, stdout]) stream.on('error', () => end(SIGNALS.SIGHUP));
  stdin.on('end', () => end(SIGNALS.SIGHUP));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      once();
      writeToTerminal(2, confession(error));
      process.exit(1);
    });
  }
  process.on('exit', once);
  return once;
}

/** What is told of an error that nobody expected; its message last, where it does not scroll away. */
function confession(error: unknown): string {
  const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined];
  const lines = (stack ?? '').split('\n').map((line) => `${clean(line)}\n`);
  return `${lines.join('')}podscope failed: ${clean(message)}\nThis is a fault of its own; please report it with the lines above.\n`;
}

/** Writes at once, for the program may end with the next statement. */
export function writeToTerminal(descriptor: number, text: string): void {
  try {
    writeSync(descriptor, text);
  } catch (error) {
    // The terminal may be what went away (EIO, EPIPE), and a terminal that is full (EAGAIN) shows
    // nothing in time: there is nobody left to tell.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
