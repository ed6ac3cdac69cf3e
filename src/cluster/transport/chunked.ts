import type { LentBody } from './lent-body.ts';

const CR = 0x0d;
const LF = 0x0a;
const NOTHING = Buffer.alloc(0);
/** In hexadecimal digits. */
const LONGEST_SIZE = 7;
/** Where a chunk should begin no parser takes this for one. */
const NO_CHUNK = Buffer.from('\r');

/** The chunks of a body (RFC 9112, 7.1), as far as they are plain: a size, and so many bytes. */
export class Chunked {
  /** What was taken of something that is no plain chunk, where it ended in the middle of that. */
  cut: Buffer = NOTHING;
  /** How many bytes of a chunk are still to come; and the end of its line. */
  private left = 0;
  private ending = 0;
  private size = 0;
  private line = '';
  private lineEnds = false;

  constructor(readonly body: LentBody) {}

  /** Takes chunks; gives where something else begins, or `cut` does: the last one, or one with extensions. */
  take(bytes: Buffer, start: number, end: number): number | undefined {
    let at = start;
    while (at < end) {
      if (this.left > 0) {
        const stop = Math.min(end, at + this.left);
        this.body.add(bytes, at, stop);
        this.left -= stop - at;
        at = stop;
      } else if (this.ending > 0) {
        if (bytes[at] !== (this.ending === 2 ? CR : LF)) return this.other(NO_CHUNK, at);
        this.ending--;
        at++;
      } else if (this.isSize(bytes[at] as number)) at++;
      else return this.other(Buffer.from(this.line + (this.lineEnds ? '\r' : ''), 'latin1'), at);
    }
    return undefined;
  }

  private other(cut: Buffer, at: number): number {
    this.cut = cut;
    return at;
  }

  /** Whether a byte belongs to a size and its line, which it may end. */
  private isSize(byte: number): boolean {
    if (this.lineEnds) {
      if (byte !== LF) return false;
      this.left = this.size;
      this.ending = 2;
      this.size = 0;
      this.line = '';
      this.lineEnds = false;
      return true;
    }
    if (byte === CR) return (this.lineEnds = this.size > 0);
    const digit = digitOf(byte);
    if (digit < 0 || this.line.length === LONGEST_SIZE) return false;
    this.size = this.size * 16 + digit;
    this.line += String.fromCharCode(byte);
    return true;
  }
}

/** The value of a hexadecimal digit; -1 of anything else. */
function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}
