import type { IncomingMessage } from 'node:http';

/** So much room there is at first, in bytes: what is read at once, and what was decrypted with it. */
const ROOM = 128 * 1024;
/** So much of it is read at once: then whoever waits for it has its turn. */
const AT_ONCE = 64 * 1024;

/**
 * The body of an answer in two rooms by turns: while what is in one is looked at, what comes goes into the other, so
 * that nothing is made for what is read. What it gives is lent: until the next is asked for.
 */
export class LentBody {
  private room = Buffer.allocUnsafeSlow(ROOM);
  private spare = Buffer.allocUnsafeSlow(ROOM);
  private held = 0;
  private over: { readonly error?: Error } | undefined;
  private wake: (() => void) | undefined;
  private waking = false;

  /** @param readOn has more of it read: nothing is, until somebody asks for it */
  constructor(
    private readonly answer: IncomingMessage,
    private readonly readOn: () => void,
  ) {
    answer.on('end', () => this.end({}));
    answer.on('error', (error) => this.end({ error }));
    answer.on('close', () => this.end({ error: new Error('the answer was broken off') }));
  }

  /** Whether somebody waits for more than there is. */
  get wanted(): boolean {
    return this.wake !== undefined && this.held < AT_ONCE;
  }

  add(bytes: Buffer, start: number, end: number): void {
    const { held } = this;
    this.held += end - start;
    if (this.held > this.room.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.held);
      this.room.copy(larger, 0, 0, held);
      this.room = larger;
    }
    bytes.copy(this.room, held, start, end);
    if (!this.wake || this.waking) return;
    this.waking = true;
    // What is decrypted together comes in parts, right one after the other.
    setImmediate(() => {
      this.waking = false;
      this.wake?.();
    });
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        if (this.over?.error) throw this.over.error;
        if (this.held > 0) yield this.lend();
        else if (this.over) return;
        else await this.more();
      }
    } finally {
      if (!this.over) this.answer.destroy();
    }
  }

  private lend(): Buffer {
    const lent = this.room.subarray(0, this.held);
    this.held = 0;
    [this.room, this.spare] = [this.spare, this.room];
    return lent;
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        resolve();
      };
      this.readOn();
    });
  }

  private end(over: { readonly error?: Error }): void {
    this.over ??= over;
    this.wake?.();
  }
}
