import { BrokenPipe, type Input, type Output } from './process.ts';

const bytesOf = (data: Uint8Array | string): Uint8Array =>
  typeof data === 'string' ? Buffer.from(data) : data;

/** Stands for an end among what waits to be read. */
const END = new Uint8Array();

/** What is written at one end is read at the other, in order. */
export class Pipe implements Input, Output {
  private waiting: Uint8Array[] = [];
  /** How many of them were read: to shift a long list for each takes as long as to copy it. */
  private taken = 0;
  private ended = false;
  private unread = false;
  private reader: ((bytes: Uint8Array | undefined) => void) | undefined;

  read = (): Promise<Uint8Array | undefined> => {
    const next = this.take();
    if (next === END) return Promise.resolve(undefined);
    if (next || this.ended) return Promise.resolve(next);
    return new Promise((resolve) => {
      this.reader = resolve;
    });
  };

  write = (data: Uint8Array | string): void => {
    if (this.unread) throw new BrokenPipe('Broken pipe');
    const bytes = bytesOf(data);
    if (this.ended || bytes.length === 0) return;
    if (this.reader) this.hand(bytes);
    else this.waiting.push(bytes);
  };

  /** Whoever reads now, or next, is told of an end; more may come after it. */
  endOnce = (): void => {
    if (this.reader) this.hand(undefined);
    else this.waiting.push(END);
  };

  /** Nothing more will be written. */
  end = (): void => {
    this.ended = true;
    if (this.reader) this.hand(undefined);
  };

  /** Nobody will read any more. */
  leave = (): void => {
    this.unread = true;
    this.waiting = [];
    this.taken = 0;
  };

  private take(): Uint8Array | undefined {
    const next = this.waiting[this.taken];
    if (next) this.taken += 1;
    if (this.taken < this.waiting.length) return next;
    this.waiting = [];
    this.taken = 0;
    return next;
  }

  private hand(bytes: Uint8Array | undefined): void {
    const reader = this.reader;
    this.reader = undefined;
    reader?.(bytes);
  }
}

/** An input at its end, as `/dev/null`. */
export const NOTHING: Input = { read: () => Promise.resolve(undefined) };

/** What is written there is gone. */
export const NOWHERE: Output = { write: () => undefined };

/** Tells a listener all that is written. */
export const heard = (listener: (bytes: Uint8Array) => void): Output => ({
  write: (data) => {
    if (data.length > 0) listener(bytesOf(data));
  },
});
