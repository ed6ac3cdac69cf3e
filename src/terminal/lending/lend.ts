import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { HandOver } from './hand-over.ts';
import type { Input } from '../keys/input.ts';
import { clean } from '../../view/text/clean.ts';
import { padEnd, wrap } from '../../view/text/text.ts';
import type { LentTerminal, Size } from '../../ports/terminal.ts';

/** Keys that come within this many ms of the end were meant for the session. */
const TYPED_AHEAD = 250;
/** After a session it has to be quiet for so many ms: a key that is held down is sent again sooner. */
const QUIET = 100;

/** Lends the terminal until `run` settles. Keys that were typed for the session and came too late are thrown away. */
export async function lend<T>(
  run: (terminal: LentTerminal) => Promise<T>,
  handOver: HandOver,
  input: Input,
  stdout: NodeJS.WriteStream,
  size$: Observable<Size>,
): Promise<T> {
  if (handOver.isAway) throw new Error('the terminal is lent already');
  handOver.giveAway('lent');
  const input$ = new Subject<Uint8Array>();
  input.lendTo((bytes) => input$.next(bytes));
  const { session } = handOver;
  const write = (data: Uint8Array | string): void | Promise<void> => session.write(data);
  const conclude = async (text: string): Promise<string> => {
    await write(session.tidied() + ownLine('ending', text, stdout.columns || Infinity));
    await new Promise((resolve) => setTimeout(resolve, TYPED_AHEAD));
    const pressed = input.nextKey();
    await write('\r\npress a key ');
    const key = await pressed;
    // What comes next on this screen, a shell's prompt or another session, has a line of its own.
    await write('\r\n');
    return key.type === 'key' ? key.name : key.type;
  };
  try {
    return await run({
      input$,
      size$: session.sizes(size$),
      write,
      announce: (text) => write(ownLine('opening', text)),
      conclude,
    });
  } finally {
    input$.complete();
    await input.takeBack(QUIET);
    input.setRawAnew();
    handOver.takeBack();
  }
}

/**
 * A line around a session: it has names and messages from the cluster in it, and goes out as it is. What is longer than the
 * terminal is wide goes on below between words, filled up and not broken: what is copied of it stays one line.
 */
export function ownLine(line: 'opening' | 'ending', text: string, columns = Infinity): string {
  const harmless = clean(text);
  if (line === 'opening') return `\x1b[2m${harmless}\x1b[0m\r\n`;
  // Below the cursor may stand what a program left that filled the screen.
  const room = Math.max(1, columns - 1);
  const lines = wrap(harmless, room);
  const filled = lines.map((part, at) => (at < lines.length - 1 ? padEnd(part, room) : part));
  return `\r\n\x1b[J\x1b[7m ${filled.join(' ')} \x1b[0m`;
}
