import { BehaviorSubject, NEVER, Observable } from 'rxjs';
import type { Standard, StandardStreams } from '../../ports/terminal.ts';
import { drained } from './drained.ts';
import { inForeground } from './foreground.ts';
import { refreshSize } from './hand-over.ts';
import { Outlet } from './outlet.ts';
import { restoreOnEnd } from './restore.ts';
import { SessionScreen } from './session-screen.ts';
import { type StoppedInput, Suspension } from './suspend.ts';

/**
 * The standard streams of this program, for a session in a container that has no dashboard around it.
 *
 * @param tidy what is waited for where something ends the program while they are a terminal; see `restoreOnEnd`
 */
export function standardOf(process: NodeJS.Process, tidy?: () => Promise<unknown> | undefined): Standard {
  return {
    terminals: {
      // Node opens the stream when it is first asked for, which most commands never do.
      get input() {
        return process.stdin.isTTY ?? false;
      },
    },
    hand: ({ tty, stdin: reads }) => (tty ? handTerminal(process, tidy) : handPipes(process, reads)),
  };
}

/** As pipes, which tell each other when they are full. */
function handPipes({ stdin, stdout, stderr }: NodeJS.Process, reads: boolean): StandardStreams {
  return {
    input$: reads ? bytesOf(stdin) : NEVER,
    size$: NEVER,
    write: (stream, data) => written(stream === 'err' ? stderr : stdout, data),
    hold: (held) => void (held ? stdin.pause() : stdin.resume()),
    close: () => void stdin.destroy(),
  };
}

/** As a terminal: raw, and whatever the session leaves on is undone, also while the program is stopped. */
function handTerminal(
  { stdin, stdout, env }: NodeJS.Process,
  tidy?: () => Promise<unknown> | undefined,
): StandardStreams {
  const out = stdout.isTTY ? new Outlet(stdout) : undefined;
  const screen = out && new SessionScreen(out);
  /** What undoes the session, once. */
  let tidied = (): string => screen?.tidied() ?? '';
  endAsHungUp(stdout);
  // First, for a signal may come at any time.
  const { restore, hangUp } = restoreOnEnd(
    () => {
      const isOut = out?.end(tidied()) ?? true;
      // Node does it at the exit too, and without waiting until all is read (tcsetattr, TCSADRAIN).
      if (isOut && inForeground()) stdin.setRawMode(false);
    },
    stdin,
    stdout,
    tidy,
  );
  const suspension = new Suspension(
    {
      giveAway: () => {
        out?.write(screen?.setAside() ?? '');
        out?.hold();
      },
      takeBack: () => {
        refreshSize(stdout);
        out?.goOn();
        out?.write(screen?.putBack() ?? '');
      },
    },
    stoppedInput(stdin),
    env,
    hangUp,
  );
  const size$ = new BehaviorSubject({ columns: stdout.columns, rows: stdout.rows });
  stdout.on('resize', () => size$.next({ columns: stdout.columns, rows: stdout.rows }));
  return {
    input$: bytesOf(stdin),
    size$: screen ? screen.sizes(size$) : NEVER,
    write: (_, data) => (screen ? screen.write(data) : written(stdout, data)),
    close: async () => {
      // Nothing of what a session wrote is lost, be it read late; meanwhile signals are heard.
      await out?.take(tidied());
      tidied = () => '';
      suspension.end();
      restore();
      stdin.pause();
    },
  };
}

/**
 * A terminal that goes is a hang-up, and so is a reader of a pipe that does: they wait for what is tidied (`restoreOnEnd`).
 * What else cannot be written ends at once, as without a session.
 */
function endAsHungUp(stdout: NodeJS.WriteStream): void {
  const others = stdout.listeners('error');
  stdout.removeAllListeners('error');
  if (stdout.isTTY) return;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') for (const other of others) other.call(stdout, error);
  });
}

/** What is typed before anyone reads it stays for who does. */
function stoppedInput(stdin: NodeJS.ReadStream): StoppedInput {
  let wasRead = false;
  const setRaw = (raw: boolean): void => void stdin.setRawMode(raw);
  return {
    pause: () => {
      wasRead = stdin.readableFlowing === true;
      stdin.pause();
    },
    resume: () => {
      if (wasRead) stdin.resume();
    },
    setRaw,
    setRawAnew: () => {
      setRaw(false);
      setRaw(true);
    },
  };
}

function bytesOf(stdin: NodeJS.ReadStream): Observable<Uint8Array> {
  return new Observable((out) => {
    const next = (bytes: Buffer): void => out.next(bytes);
    const end = (): void => out.complete();
    stdin.on('data', next).on('end', end);
    return () => stdin.off('data', next).off('end', end).pause();
  });
}

const written = (stream: NodeJS.WriteStream, data: Uint8Array | string): void | Promise<void> =>
  stream.write(data) ? undefined : drained(stream);
