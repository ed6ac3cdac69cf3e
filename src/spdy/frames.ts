/**
 * The frames of SPDY/3.1 as Kubernetes' streams use them (moby/spdystream, which has no flow control): a control frame has
 * a type, a data frame the id of its stream; both have flags and a length of 24 bits.
 */
export const TYPE = { synStream: 1, synReply: 2, reset: 3, ping: 6, goAway: 7, headers: 8 } as const;

/** The last frame of its sender on that stream. */
export const FIN = 1;

/** Why a stream is reset: its opener does not want it any more. */
export const CANCEL = 5;

const VERSION = 0x8003;
/** Control frames of these streams have some dozens of bytes: one of more is of nobody who speaks this. */
const LONGEST_CONTROL = 64 * 1024;

export type Frame =
  | { readonly type: number; readonly flags: number; readonly body: Buffer }
  /** A part of a data frame; `fin` with the last part of the stream. */
  | { readonly stream: number; readonly fin: boolean; readonly data: Buffer };

export function controlFrame(type: number, flags: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(VERSION);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(((flags << 24) | body.length) >>> 0, 4);
  return Buffer.concat([head, body]);
}

export function dataFrame(stream: number, fin: boolean, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(stream);
  head.writeUInt32BE((((fin ? FIN : 0) << 24) | data.length) >>> 0, 4);
  return Buffer.concat([head, data]);
}

/** 32 bits each. */
export function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, at) => bytes.writeUInt32BE(number >>> 0, 4 * at));
  return bytes;
}

/** Makes frames of bytes as they come. Data is told as it comes; of control frames alone something is kept until they are whole. */
export class FrameReader {
  private kept: Buffer = Buffer.alloc(0);
  /** The data frame that is under way. */
  private data: { readonly stream: number; readonly fin: boolean; left: number } | undefined;

  /** Throws where this is no SPDY/3.1. */
  *take(bytes: Buffer): Generator<Frame> {
    let rest = this.kept.length > 0 ? Buffer.concat([this.kept, bytes]) : bytes;
    for (;;) {
      const { data } = this;
      if (data) {
        if (rest.length === 0 && data.left > 0) break;
        const part = rest.subarray(0, data.left);
        rest = rest.subarray(part.length);
        data.left -= part.length;
        if (data.left === 0) this.data = undefined;
        yield { stream: data.stream, fin: data.fin && data.left === 0, data: part };
        continue;
      }
      if (rest.length < 8) break;
      const length = rest.readUIntBE(5, 3);
      const flags = rest[4] ?? 0;
      if ((rest[0] ?? 0) < 0x80) {
        this.data = { stream: rest.readUInt32BE(), fin: (flags & FIN) !== 0, left: length };
        rest = rest.subarray(8);
        continue;
      }
      if (rest.readUInt16BE() !== VERSION) throw new Error('what came is no SPDY/3.1');
      if (length > LONGEST_CONTROL) throw new Error(`a SPDY frame of ${length} bytes is not taken`);
      if (rest.length < 8 + length) break;
      yield { type: rest.readUInt16BE(2), flags, body: rest.subarray(8, 8 + length) };
      rest = rest.subarray(8 + length);
    }
    // What is kept must not hold the whole of what it came in.
    this.kept = Buffer.from(rest);
  }
}
