/** So many bytes are taken from the system at once. */
const ROOM = 16_384;

/**
 * Room for copies of few bytes that are kept. What Node makes for itself is a part of 8 KiB that it shares with whatever else is
 * made in that moment, all of which stays as long as one part of it.
 */
export class KeptBytes {
  private room: Buffer = Buffer.alloc(0);
  private at = 0;

  /** @param length in bytes */
  take(length: number): Buffer {
    if (length > ROOM / 4) return Buffer.allocUnsafeSlow(length);
    if (this.at + length > this.room.length) {
      this.room = Buffer.allocUnsafeSlow(ROOM);
      this.at = 0;
    }
    const { at } = this;
    this.at += length;
    return this.room.subarray(at, this.at);
  }

  copy(bytes: Buffer, start = 0, end = bytes.length): Buffer {
    const kept = this.take(end - start);
    bytes.copy(kept, 0, start, end);
    return kept;
  }
}
