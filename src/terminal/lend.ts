import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { HandOver } from './hand-over.ts';
import type { Input } from './input.ts';
import type { Lent, Size } from './port.ts';

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
    return await run({ input$, size$, write: (data) => written(handOver, stdout, data) });
  } finally {
    input.borrower = () => undefined;
    input$.complete();
    await new Promise((resolve) => setTimeout(resolve, TYPED_AHEAD_TIME));
    input.borrower = undefined;
    input.setRawAnew();
    handOver.takeBack();
  }
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
