import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { HandOver } from './hand-over.ts';
import type { Input } from './input.ts';
import { clean } from '../view/clean.ts';
import type { Lent, OwnLine, Size } from './port.ts';

/** How long keys that were typed ahead may take to arrive after a session, in ms. */
const TYPED_AHEAD_TIME = 50;

/** Lends the terminal until `run` settles. Keys that were typed for the session and came too late are thrown away. */
export async function lend<T>(
  run: (terminal: Lent) => Promise<T>,
  handOver: HandOver,
  input: Input,
  stdout: NodeJS.WriteStream,
  size$: Observable<Size>,
): Promise<T> {
  if (handOver.isAway) throw new Error('the terminal is lent already');
  handOver.giveAway();
  const input$ = new Subject<Uint8Array>();
  input.reset();
  input.borrower = (bytes) => input$.next(bytes);
  try {
    const write: Lent['write'] = (data) => written(handOver, stdout, data);
    return await run({ input$, size$, write, tell: (line, text) => write(ownLine(line, text)) });
  } finally {
    input.borrower = () => undefined;
    input$.complete();
    await new Promise((resolve) => setTimeout(resolve, TYPED_AHEAD_TIME));
    input.borrower = undefined;
    input.setRawAnew();
    handOver.takeBack();
  }
}

/** A line around a session: it has names and messages from the cluster in it, and goes out as it is. */
export function ownLine(line: OwnLine, text: string): string {
  const harmless = clean(text);
  if (line === 'opening') return `\x1b[2m${harmless}\x1b[0m\r\n`;
  return `\r\n\x1b[0m\x1b[7m ${harmless} \x1b[0m press a key `;
}

/** Resolves when the terminal took it, at once where it has room. */
function written(
  handOver: HandOver,
  stdout: NodeJS.WriteStream,
  data: Uint8Array | string,
): void | Promise<void> {
  if (handOver.write(data)) return;
  return new Promise((resolve) => {
    const done = (): void => {
      stdout.off('drain', done).off('close', done);
      resolve();
    };
    stdout.on('drain', done).on('close', done);
  });
}
