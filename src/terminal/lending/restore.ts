import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import { clean } from '../../view/text/clean.ts';
import { inForeground } from './foreground.ts';
import { Outlet } from './outlet.ts';

/**
 * The signals that end a program which does nothing about them, as far as one can do something:
 * not KILL; not those of a fault in the program's own code (SEGV, BUS, FPE, ILL, TRAP), since who
 * returns from these runs into the same fault for ever; not PIPE, which Node ignores. What a system
 * does not know is left out.
 */
export const ENDING_SIGNALS: readonly NodeJS.Signals[] = (
  [
    ...(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGABRT', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM'] as const),
    ...(['SIGPROF', 'SIGIO', 'SIGXCPU', 'SIGXFSZ', 'SIGSTKFLT', 'SIGPWR', 'SIGSYS'] as const),
  ] satisfies NodeJS.Signals[]
).filter((signal) => signal in constants.signals && !(signal === 'SIGPROF' && isProfiled()));

/** V8's profilers sample by SIGPROF. */
function isProfiled(): boolean {
  return /--(cpu-)?prof\b/.test([...process.execArgv, process.env.NODE_OPTIONS].join(' '));
}

/** What gives the terminal back, and how to end as if its line had gone. */
export interface Restoring {
  readonly restore: () => void;
  readonly hangUp: () => void;
}

/**
 * Restores the terminal once, whatever ends the program: a call, an exit, a signal (then the code
 * is 128 + n), a terminal that is gone (as SIGHUP), a pipe that nobody reads any more, an exception or a rejection that nobody caught
 * (then it is told, after restoring, and the code is 1).
 *
 * @param tidy what is waited for then, where there is something to wait for; the same signal once more does not, nor does
 * SIGINT once the terminal was restored
 */
export function restoreOnEnd(
  restore: () => void,
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  tidy: () => Promise<unknown> | undefined = () => undefined,
): Restoring {
  let done = false;
  let tidying: Promise<unknown> | undefined;
  let ended: NodeJS.Signals | undefined;
  const once = (): void => {
    if (done) return;
    done = true;
    restore();
  };
  const end = (signal: NodeJS.Signals, code = 128 + constants.signals[signal]): void => {
    const isLeaving = done;
    once();
    const leave = (): void => {
      if (inForeground()) process.exit(code);
      dieOf(signal, code);
    };
    // Who looked at the screen waits for nothing that he does not want to.
    if (isLeaving && signal === 'SIGINT') return leave();
    // A terminal that goes says so in several ways.
    if (tidying && (signal === 'SIGHUP' || signal !== ended)) return;
    ended = signal;
    tidying = tidying ? undefined : tidy();
    if (tidying) void tidying.finally(leave);
    else leave();
  };
  const hangUp = (): void => end('SIGHUP');
  for (const signal of ENDING_SIGNALS) {
    process.on(signal, () => end(signal));
    // blessed ends the program where only one other listens: by then it may be tidying up.
    process.on(signal, () => undefined);
  }
  stdin.on('error', hangUp);
  // What a shell sees of a program whose reader went away (`| head -1`).
  stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    code === 'EPIPE' ? end('SIGHUP', 128 + constants.signals.SIGPIPE) : hangUp(),
  );
  stdin.on('end', hangUp);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      once();
      tell(confession(error));
      end('SIGABRT', 1);
    });
  }
  process.on('exit', once);
  return { restore: once, hangUp };
}

/**
 * Ends by the signal itself. Node would set the terminal as it found it before it exits, which from
 * the background stops the program for good, or takes the line that is edited from the shell.
 */
function dieOf(signal: NodeJS.Signals, code: number): void {
  process.emit('exit', code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** What is told of an error that nobody expected; its message last, where it does not scroll away. */
function confession(error: unknown): string {
  const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined];
  const lines = (stack ?? '').split('\n').map((line) => `${clean(line)}\n`);
  return `${lines.join('')}podscope failed: ${clean(message)}\nThis is a fault of its own; please report it with the lines above.\n`;
}

/** Writes to standard error at once, for the program may end with the next statement. */
function tell(text: string): void {
  const { stderr } = process;
  try {
    if (stderr.isTTY) new Outlet(stderr).end(text);
    else writeSync(stderr.fd, text);
  } catch (error) {
    // Who read it went away (EPIPE), or has no room (EAGAIN): there is nobody left to tell.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
