import { CANCEL, controlFrame, dataFrame, FIN, type Frame, FrameReader, TYPE, words } from './frames.ts';
import { HeaderReader, HeaderWriter } from './headers.ts';
import { type Sender, SpdyStream } from './stream.ts';

/** What carries the bytes of a session. */
export interface Pipe {
  /** The callback comes once they are on their way. */
  send(bytes: Buffer, sent: (error?: Error | null) => void): void;
  /** Nothing is read for now. */
  pause(): void;
  resume(): void;
}

/** Streams at once: more are refused. */
const MOST_STREAMS = 8192;

type Opened = (stream: SpdyStream, headers: ReadonlyMap<string, string>) => void;

/** One end of a SPDY/3.1 connection. Streams take turns on its pipe, which waits while one of them is not read. */
export class SpdySession implements Sender {
  /** The other end takes no more streams. */
  closing = false;
  private readonly streams = new Map<number, SpdyStream>();
  private readonly fullOnes = new Set<number>();
  private readonly frames = new FrameReader();
  private readonly reader = new HeaderReader();
  private readonly writer = new HeaderWriter();
  private nextId = 1;
  private nextPing = 1;

  /** @param opened takes streams that the other end opens; who does not, refuses them */
  constructor(
    private readonly pipe: Pipe,
    private readonly opened?: Opened,
  ) {}

  /** Whether somebody who does not read holds back all streams. */
  get stalled(): boolean {
    return this.fullOnes.size > 0;
  }

  /** How many streams there are. */
  get size(): number {
    return this.streams.size;
  }

  /** Opens a stream: there is no need to wait for an answer. */
  open(headers: Readonly<Record<string, string>>): SpdyStream {
    const stream = this.add(this.nextId);
    this.nextId += 2;
    const body = Buffer.concat([words(stream.id, 0), Buffer.alloc(2), this.writer.write(headers)]);
    this.control(TYPE.synStream, 0, body);
    return stream;
  }

  /** Asks for a sign of life, which comes as a frame like any other. */
  ping(): void {
    this.control(TYPE.ping, 0, words(this.nextPing));
    this.nextPing += 2;
  }

  /** Bytes came. Throws where they are no SPDY/3.1: the session is over then. */
  take(bytes: Buffer): void {
    for (const frame of this.frames.take(bytes)) {
      if ('data' in frame) this.streams.get(frame.stream)?.receive(frame.data, frame.fin);
      else this.takeControl(frame);
    }
  }

  /** The pipe is gone, and so are all streams. */
  end(error: Error): void {
    this.closing = true;
    for (const stream of [...this.streams.values()]) stream.destroy(error);
  }

  data(id: number, fin: boolean, bytes: Uint8Array, sent: (error?: Error | null) => void): void {
    this.pipe.send(dataFrame(id, fin, bytes), sent);
  }

  reset(id: number): void {
    this.control(TYPE.reset, 0, words(id, CANCEL));
  }

  full(id: number, full: boolean): void {
    const before = this.stalled;
    if (full) this.fullOnes.add(id);
    else this.fullOnes.delete(id);
    if (before === this.stalled) return;
    if (this.stalled) this.pipe.pause();
    else this.pipe.resume();
  }

  gone(id: number): void {
    this.streams.delete(id);
  }

  private takeControl({ type, flags, body }: Extract<Frame, { body: Buffer }>): void {
    switch (type) {
      case TYPE.synStream:
        return this.accept(body, flags);
      case TYPE.reset:
        return void this.streams.get(body.readUInt32BE(0))?.destroy(new Error('the stream was reset'));
      case TYPE.ping:
        // Odd ones are of who opened the connection: an answer to one's own is none to be answered.
        if ((body.readUInt32BE(0) % 2 === 1) === (this.opened !== undefined))
          this.control(TYPE.ping, 0, body);
        return;
      case TYPE.goAway:
        this.closing = true;
        return;
      case TYPE.synReply:
        if ((flags & FIN) !== 0) this.streams.get(body.readUInt32BE(0))?.receive(Buffer.alloc(0), true);
        return;
    }
  }

  private accept(body: Buffer, flags: number): void {
    const id = body.readUInt32BE(0);
    const headers = this.reader.read(body.subarray(10));
    if (!this.opened || this.streams.size >= MOST_STREAMS || this.streams.has(id)) return this.reset(id);
    const stream = this.add(id);
    this.control(TYPE.synReply, 0, Buffer.concat([words(id), this.writer.write({})]));
    if ((flags & FIN) !== 0) stream.receive(Buffer.alloc(0), true);
    this.opened(stream, headers);
  }

  private add(id: number): SpdyStream {
    const stream = new SpdyStream(id, this);
    this.streams.set(id, stream);
    return stream;
  }

  private control(type: number, flags: number, body: Uint8Array): void {
    this.pipe.send(controlFrame(type, flags, body), () => undefined);
  }
}
