import { ClusterError, invalidAnswer } from '../errors/cluster-error.ts';
import { BYTES, ProtobufError, Reader } from './reader.ts';
import { openEnvelope, unreadable } from './envelope.ts';
import { Fields } from './fields.ts';
import { LONGEST_EVENT, type WatchLine } from '../watch/reading/watch-lines.ts';

/** The length of a frame stands before it: four bytes, the highest first. */
const HEAD = 4;
/** So many bytes of a frame tell how long its event is. */
const TELLING = 32;

/** Fields of a meta/v1 WatchEvent, and of the runtime.RawExtension in it. */
const TYPE = 1;
const OBJECT = 2;
const EXTENDED = 1;

const event = new Fields(2);
const extension = new Fields(1);

/** Whether a stream's first byte is one of a frame's length: no text begins so, in UTF-8 (RFC 3629). */
export const isFrame = (first: number): boolean => first <= LONGEST_EVENT >> 24 || first >= 0xf8;

/**
 * Bytes of a watch in protobuf as its events, one array a chunk (never empty); chunks end anywhere. Throws
 * `ClusterError` for a frame that is no event or too long, and for a stream that ends within one.
 */
export async function* watchFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchLine[]> {
  const cut = new CutFrame();
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const events: WatchLine[] = [];
    let at = 0;
    if (cut.held > 0) {
      at = cut.take(bytes);
      const whole = cut.whole();
      if (!whole) continue;
      events.push(readEvent(whole, HEAD, whole.length));
    }
    while (bytes.length - at >= HEAD) {
      const end = at + HEAD + lengthAt(bytes, at);
      if (end > bytes.length) break;
      events.push(readEvent(bytes, at + HEAD, end));
      at = end;
    }
    cut.take(bytes.subarray(at));
    if (events.length > 0) yield events;
  }
  if (cut.held > 0) {
    throw new ClusterError({
      reason: 'UnexpectedEnd',
      message: 'the watch ended in the middle of an object',
    });
  }
}

/** A frame of which the end has not come yet: the chunks of it, so that a long one is copied once. */
class CutFrame {
  private parts: Buffer[] = [];
  held = 0;
  /** How many bytes have to be there until more is known of it. */
  private wanted = HEAD;
  /** Whether it was looked at how long its event is. */
  private looked = false;

  /** Takes what it lacks; gives how many bytes that were. */
  take(bytes: Buffer): number {
    let taken = 0;
    while (taken < bytes.length && this.held < this.wanted) {
      // A copy: a chunk is lent until the next one.
      const part = Buffer.from(bytes.subarray(taken, taken + this.wanted - this.held));
      this.parts.push(part);
      this.held += part.length;
      taken += part.length;
      if (this.wanted === HEAD && this.held === HEAD) this.wanted += lengthAt(this.together(), 0);
    }
    if (!this.looked && this.held >= HEAD + TELLING) this.look();
    return taken;
  }

  /** What is damaged would be waited for until the watch counts as lost. Throws a `ClusterError`. */
  private look(): void {
    this.looked = true;
    const [first = this.together()] = this.parts;
    const bytes = first.length < HEAD + TELLING ? this.together() : first;
    const said = this.wanted - HEAD;
    const length = eventLengthAt(bytes, HEAD);
    if (length !== undefined && length !== said)
      throw invalidAnswer(`the watch sent a frame of ${said} bytes whose event has ${length}`);
  }

  /** The frame once all of it is there, which it then is no more. */
  whole(): Buffer | undefined {
    if (this.held < HEAD || this.held < this.wanted) return undefined;
    const frame = this.together();
    this.parts = [];
    this.held = 0;
    this.wanted = HEAD;
    this.looked = false;
    return frame;
  }

  private together(): Buffer {
    const [first] = this.parts;
    const bytes = first && this.parts.length === 1 ? first : Buffer.concat(this.parts);
    this.parts = [bytes];
    return bytes;
  }
}

/** How long the frame is that begins there. Throws a `ClusterError` for what is too long to be one. */
function lengthAt(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at);
  if (length > LONGEST_EVENT) throw invalidAnswer(`the watch sent a frame of ${length} bytes`);
  return length;
}

/** How long an event is by its beginning: its type, and how long its object is, which stands last. Undefined of any other. */
function eventLengthAt(bytes: Buffer, at: number): number | undefined {
  const reader = new Reader(bytes, at);
  const end = at + TELLING;
  try {
    if (reader.varint(end) !== TYPE * 8 + BYTES) return undefined;
    reader.at = reader.length(end);
    return reader.varint(end) === OBJECT * 8 + BYTES ? reader.varint(end) + reader.at - at : undefined;
  } catch (error) {
    if (error instanceof ProtobufError) return undefined;
    throw error;
  }
}

function readEvent(bytes: Buffer, start: number, end: number): WatchLine {
  try {
    event.find(bytes, start, end);
    extension.find(bytes, event.start(OBJECT), event.end(OBJECT));
    const object = openEnvelope(bytes, extension.start(EXTENDED), extension.end(EXTENDED));
    return { type: event.text(TYPE), object };
  } catch (error) {
    throw unreadable('an event', error);
  }
}
