import { Duplex } from 'node:stream';

/** What a stream asks of its session. */
export interface Sender {
  /** Sends a part; `fin`: the last one. The callback comes once it is on its way. */
  data(stream: number, fin: boolean, bytes: Uint8Array, sent: (error?: Error | null) => void): void;
  /** Nothing more is to come, whatever was under way. */
  reset(stream: number): void;
  /** Who reads this stream is slower than what comes (`full`), or wants more again. */
  full(stream: number, full: boolean): void;
  gone(stream: number): void;
}

/** So much is kept of a stream for who reads slowly before all of its session waits, in bytes. */
const KEPT = 256 * 1024;
/** Larger parts are sent as several, so that streams take turns. */
const PART = 32 * 1024;

/** One stream of a session, as Node has them: each side may end its half, and whoever reads slowly holds back the other. */
export class SpdyStream extends Duplex {
  private ended = false;

  constructor(
    readonly id: number,
    private readonly sender: Sender,
  ) {
    super({ readableHighWaterMark: KEPT, writableHighWaterMark: KEPT });
    // Lines break: that ends the stream, and the program only where nobody had thought of it.
    this.on('error', () => undefined);
  }

  /** A part came; `fin`: the last one. */
  receive(bytes: Buffer, fin: boolean): void {
    if (this.ended || this.destroyed) return;
    if (bytes.length > 0 && !this.push(bytes)) this.sender.full(this.id, true);
    if (!fin) return;
    this.ended = true;
    this.push(null);
  }

  override _read(): void {
    this.sender.full(this.id, false);
  }

  override _write(bytes: Buffer, _: BufferEncoding, sent: (error?: Error | null) => void): void {
    const part = bytes.subarray(0, PART);
    this.sender.data(this.id, false, part, (error) => {
      if (error || part.length === bytes.length) sent(error);
      else this._write(bytes.subarray(PART), _, sent);
    });
  }

  override _final(sent: (error?: Error | null) => void): void {
    this.sender.data(this.id, true, Buffer.alloc(0), sent);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.sender.full(this.id, false);
    if (!this.ended || !this.writableFinished) this.sender.reset(this.id);
    this.sender.gone(this.id);
    done(error);
  }
}
