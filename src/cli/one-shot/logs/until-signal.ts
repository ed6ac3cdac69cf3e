import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Does what has to be tidied up: the first signal asks it to end, and makes the exit code; a second one of the same
 * kind ends the program at once.
 */
export async function untilSignal(
  process: NodeJS.Process,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const aborter = new AbortController();
  let ended: number | undefined;
  const handlers = SIGNALS.map((name) => {
    const handler = (): void => {
      ended ??= 128 + constants.signals[name];
      aborter.abort();
    };
    process.once(name, handler);
    return { name, handler };
  });
  try {
    const code = await work(aborter.signal);
    return ended ?? code;
  } finally {
    for (const { name, handler } of handlers) process.off(name, handler);
  }
}
