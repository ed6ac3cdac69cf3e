import { BehaviorSubject, NEVER, Observable } from 'rxjs';
import type { Standard, StandardStreams } from '../../ports/terminal.ts';
import { downward } from './downward.ts';
import { drained } from './drained.ts';
import { LeftOn, tidy } from '../modes.ts';
import { inForeground } from './foreground.ts';
import { restoreOnEnd, writeToTerminal } from './restore.ts';

/** The standard streams of this program, for a session in a container that has no dashboard around it. */
export function standardOf(process: NodeJS.Process): Standard {
  return {
    terminals: {
      // Node opens the stream when it is first asked for, which most commands never do.
      get input() {
        return process.stdin.isTTY ?? false;
      },
    },
    hand: ({ tty, stdin: reads }) => (tty ? handTerminal(process) : handPipes(process, reads)),
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

/** As a terminal: raw, and whatever the session leaves on is undone. */
function handTerminal(process: NodeJS.Process): StandardStreams {
  const { stdin, stdout } = process;
  const leftOn = new LeftOn();
  // First, for a signal may come at any time.
  const { restore } = restoreOnEnd(
    () => {
      if (inForeground()) stdin.setRawMode(false);
      if (stdout.isTTY) writeToTerminal(1, tidy(leftOn));
    },
    stdin,
    stdout,
  );
  stdin.setRawMode(true);
  const size$ = new BehaviorSubject({ columns: stdout.columns, rows: stdout.rows });
  stdout.on('resize', () => size$.next({ columns: stdout.columns, rows: stdout.rows }));
  return {
    input$: bytesOf(stdin),
    size$: stdout.isTTY ? size$ : NEVER,
    write: (_, data) => {
      leftOn.see(data);
      return written(stdout, stdout.isTTY ? downward(data) : data);
    },
    close: () => {
      restore();
      stdin.pause();
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
