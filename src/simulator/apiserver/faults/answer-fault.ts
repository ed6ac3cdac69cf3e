import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.ts';
import type { After } from './fault.ts';

/** How often a slow answer goes on, in ms. */
const TICK = 100;
/** So much may wait in a slow answer before its writer is told to wait, in bytes. */
const WAITING = 16 * 1024;

type Break = 'reset' | 'freeze' | 'end';

/** An answer that can be broken while it is sent. Stands between what writes it and its connection. */
export class AnswerFault {
  private broken = false;
  private bytes = 0;
  private frames = 0;
  private cut: { readonly how: Break; readonly after: After } | undefined;
  private dropsBookmarks = false;
  private send: (chunk: Buffer) => boolean;
  private finish: () => void;

  constructor(
    private readonly response: ServerResponse,
    /** The connection below, without TLS. */
    private readonly socket: Socket | undefined,
    private readonly clock: Clock,
  ) {
    const write = response.write.bind(response) as (chunk: Buffer) => boolean;
    const end = response.end.bind(response) as () => void;
    this.send = write;
    this.finish = end;
    response.write = ((chunk: string | Buffer) => this.write(Buffer.from(chunk))) as typeof response.write;
    response.end = ((chunk?: string | Buffer) => {
      if (chunk !== undefined && chunk.length > 0) this.write(Buffer.from(chunk));
      if (!this.broken) this.finish();
      return response;
    }) as typeof response.end;
  }

  /** Breaks it once so much has been sent. */
  breakAfter(how: Break, after: After = {}): void {
    if ((after.bytes ?? 0) === 0 && (after.frames ?? 0) === 0) this.break(how);
    else this.cut = { how, after };
  }

  dropBookmarks(): void {
    this.dropsBookmarks = true;
  }

  /** Sends no more than so many bytes of body a second from now on. */
  slowDown(bytesPerSecond: number): void {
    const send = this.send;
    const finish = this.finish;
    let waiting = Buffer.alloc(0);
    let over = false;
    const tick = (): void => {
      // One that was ended sends what it has, and ends.
      if (this.response.destroyed || (this.broken && !over)) return;
      const now = waiting.subarray(0, Math.max(1, Math.floor((bytesPerSecond * TICK) / 1000)));
      waiting = waiting.subarray(now.length);
      if (now.length > 0) send(now);
      if (over && waiting.length === 0) return finish();
      if (now.length > 0 && waiting.length === 0) this.response.emit('drain');
      this.clock.after(TICK, tick);
    };
    this.send = (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      return waiting.length < WAITING;
    };
    this.finish = () => {
      over = true;
    };
    this.clock.after(TICK, tick);
  }

  break(how: Break): void {
    if (this.broken) return;
    this.broken = true;
    if (how === 'reset') this.socket?.resetAndDestroy();
    else if (how === 'end') this.endEarly();
  }

  /** Ends a watch with a last line, as the server does with an error of its own. */
  endWith(line: object): void {
    this.write(Buffer.from(`${JSON.stringify(line)}\n`));
    this.broken = true;
    this.finish();
  }

  private write(chunk: Buffer): boolean {
    if (this.broken || (this.dropsBookmarks && isPlainBookmark(chunk))) return true;
    const room = this.roomFor(chunk);
    const more = room > 0 ? this.send(chunk.subarray(0, room)) : true;
    this.bytes += chunk.length;
    this.frames += 1;
    // What was written has to leave before the connection is broken.
    if (this.cut && this.reached(this.cut.after))
      this.clock.after(0, () => this.cut && this.break(this.cut.how));
    return more;
  }

  /** A watch ends as one does whose time is over; an answer whose length was told is cut off. */
  private endEarly(): void {
    if (this.response.headersSent && !this.response.hasHeader('content-length')) this.finish();
    else this.response.socket?.end();
  }

  /** How much of it is sent before the break. */
  private roomFor(chunk: Buffer): number {
    const after = this.cut?.after;
    if (after === undefined) return chunk.length;
    if (after.frames !== undefined && this.frames >= after.frames) return 0;
    return Math.min(chunk.length, Math.max(0, (after.bytes ?? Infinity) - this.bytes));
  }

  private reached({ bytes = Infinity, frames = Infinity }: After): boolean {
    return this.bytes >= bytes || this.frames >= frames;
  }
}

const isPlainBookmark = (chunk: Buffer): boolean =>
  chunk.subarray(0, 18).toString() === '{"type":"BOOKMARK"' && !chunk.includes('initial-events-end');
