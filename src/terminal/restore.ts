import { writeSync } from 'node:fs';

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

/**
 * Restores the terminal once, whatever ends the program: a call, an exit, a signal (then the code
 * is 128 + n), an exception or a rejection that nobody caught (then it is told, and the code is 1).
 */
export function restoreOnEnd(restore: () => void): () => void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    restore();
  };
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      once();
      process.exit(code);
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      once();
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      writeSync(2, `podscope failed, which is a fault of its own; please report it:\n${told}\n`);
      process.exit(1);
    });
  }
  process.on('exit', once);
  return once;
}
