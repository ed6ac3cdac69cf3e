import { writeSync } from 'node:fs';
import { clean } from '../view/text.ts';

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
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const lines = told.split('\n').map(clean).join('\n');
      writeToTerminal(2, `podscope failed, which is a fault of its own; please report it:\n${lines}\n`);
      process.exit(1);
    });
  }
  process.on('exit', once);
  return once;
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
