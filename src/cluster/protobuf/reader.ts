/** What breaks a message; told with what was read (protobuf.dev, Encoding). */
export class ProtobufError extends Error {}

/** How a field's value is written. Groups (3 and 4) are not used by Kubernetes and not read. */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

/** A varint of ten bytes is a negative number, or no number of 64 bits. */
const LONGEST_VARINT = 10;

/** A place in bytes from outside: whatever they are, it moves forward or throws a `ProtobufError`. */
export class Reader {
  constructor(
    readonly bytes: Buffer,
    /** The next byte to be read. */
    public at = 0,
  ) {}

  /** A whole number of up to 64 bits, signed; beyond 2^53 it is not exact. */
  varint(end: number): number {
    const { bytes, at } = this;
    // Nearly all are of one or two bytes: in whole numbers of V8's own, and without a loop.
    if (at + 1 < end) {
      const first = bytes[at] as number;
      if (first < 0x80) {
        this.at = at + 1;
        return first;
      }
      const second = bytes[at + 1] as number;
      if (second < 0x80) {
        this.at = at + 2;
        return (first & 0x7f) | (second << 7);
      }
    }
    return this.longVarint(end);
  }

  private longVarint(end: number): number {
    const { bytes } = this;
    const from = this.at;
    let value = 0;
    let scale = 1;
    while (this.at < end && this.at - from < LONGEST_VARINT) {
      const byte = bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return this.at - from < LONGEST_VARINT ? value : this.negative(from);
      scale *= 0x80;
    }
    throw new ProtobufError(this.at < end ? 'a number of more than 64 bits' : 'breaks off within a number');
  }

  /** The number of a field, times eight, and how its value is written. */
  tag(end: number): number {
    const tag = this.varint(end);
    if (tag < 8) throw new ProtobufError(`has a field of the number ${Math.floor(tag / 8)}`);
    return tag;
  }

  /** The end of what has its length before it. */
  length(end: number): number {
    const length = this.varint(end);
    const stop = this.at + length;
    // Not `stop > end` alone: a length may be negative.
    if (length < 0 || stop > end)
      throw new ProtobufError(`says ${length} bytes follow where there are ${end - this.at}`);
    return stop;
  }

  /** Goes past a value that nobody asked for. */
  skip(wire: number, end: number): void {
    if (wire === VARINT) this.varint(end);
    else if (wire === BYTES) this.at = this.length(end);
    else {
      const size = wire === FIXED64 ? 8 : wire === FIXED32 ? 4 : undefined;
      if (size === undefined) throw new ProtobufError(`has a field of the wire type ${wire}`);
      if (this.at + size > end) throw new ProtobufError('breaks off within a number');
      this.at += size;
    }
  }

  private negative(from: number): number {
    let value = 0n;
    for (let index = from; index < this.at; index++)
      value |= BigInt((this.bytes[index] as number) & 0x7f) << BigInt(7 * (index - from));
    return Number(BigInt.asIntN(64, value));
  }
}

/** Calls `take` for every field of a message with its number and wire type; it reads the value or skips it. */
export function eachField(
  reader: Reader,
  end: number,
  take: (number: number, wire: number, reader: Reader) => void,
): void {
  while (reader.at < end) {
    const tag = reader.tag(end);
    take(Math.floor(tag / 8), tag & 7, reader);
  }
}
