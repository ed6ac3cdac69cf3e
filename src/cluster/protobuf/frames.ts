import { ClusterError, invalidAnswer } from '../cluster-error.ts';
import { bytesOf, openEnvelope, reading } from './envelope.ts';
import type { WatchLine } from '../watch-lines.ts';

/** The length of a frame stands before it: four bytes, the highest first. */
const HEAD = 4;
/** More, in bytes, is not waited for: a server takes objects of a few megabytes at most. */
const LONGEST_FRAME = 64 * 1024 * 1024;

/** Fields of a meta/v1 WatchEvent, and of the runtime.RawExtension in it. */
const TYPE = 1;
const OBJECT = 2;
const EXTENDED = 1;

/** Whether a stream's first byte is one of a frame's length: no text begins so, in UTF-8 (RFC 3629). */
export const isFrame = (first: number): boolean => first <= LONGEST_FRAME >> 24 || first >= 0xf8;

/**
 * Bytes of a watch in protobuf as its events, one array a chunk (never empty); chunks end anywhere. Throws
 * `ClusterError` for a frame that is no event or too long, and for a stream that ends within one.
 */
export async function* watchFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchLine[]> {
  let rest: Buffer[] = [];
  let held = 0;
  /** How many bytes have to be there until something can be read. */
  let wanted = HEAD;
  for await (const chunk of chunks) {
    rest.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    held += chunk.length;
    if (held < wanted) continue;
    const bytes = rest.length === 1 && rest[0] ? rest[0] : Buffer.concat(rest);
    const events: WatchLine[] = [];
    let at = 0;
    wanted = HEAD;
    while (held - at >= HEAD) {
      const length = bytes.readUInt32BE(at);
      if (length > LONGEST_FRAME) throw invalidAnswer(`the watch sent a frame of ${length} bytes`);
      wanted = HEAD + length;
      if (held - at < wanted) break;
      events.push(readEvent(bytes.subarray(at + HEAD, at + wanted)));
      at += wanted;
      wanted = HEAD;
    }
    rest = at < held ? [bytes.subarray(at)] : [];
    held -= at;
    if (events.length > 0) yield events;
  }
  if (held > 0) {
    throw new ClusterError({
      reason: 'UnexpectedEnd',
      message: 'the watch ended in the middle of an object',
    });
  }
}

function readEvent(frame: Buffer): WatchLine {
  return reading('an event', () => ({
    type: bytesOf(frame, 0, TYPE).toString('utf8', 0, 100),
    object: openEnvelope(bytesOf(bytesOf(frame, 0, OBJECT), 0, EXTENDED)),
  }));
}
