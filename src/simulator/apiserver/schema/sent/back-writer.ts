const START = 16 * 1024;
/** So many characters are written sooner one by one than a call into Node's own takes. */
const FEW = 64;

/**
 * Bytes of protobuf, the last first: what has a length is written before the length is, as Go does it, so that nothing
 * is written twice.
 */
export class BackWriter {
  private bytes = Buffer.allocUnsafe(START);
  private at = START;

  /** How many bytes there are by now. */
  get length(): number {
    return this.bytes.length - this.at;
  }

  text(text: string, encoding: 'utf8' | 'base64' = 'utf8'): void {
    if (encoding === 'utf8' && text.length <= FEW && this.ascii(text)) return;
    const length = Buffer.byteLength(text, encoding);
    this.room(length);
    this.bytes.write(text, this.at, encoding);
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
  }

  /** A negative number is one of 64 bits. */
  varint(value: number): void {
    const whole = Math.trunc(value);
    if (!(whole >= 0)) return this.negative(whole);
    let length = 1;
    for (let rest = whole; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
    this.room(length);
    let rest = whole;
    for (let index = 0; index < length; index++) {
      this.bytes[this.at + index] = (rest % 0x80) | (index < length - 1 ? 0x80 : 0);
      rest = Math.floor(rest / 0x80);
    }
  }

  /** What was written now, as it is to be sent; the writer begins anew. */
  taken(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(this.at));
    this.at = this.bytes.length;
    return taken;
  }

  /** Writes a text of ASCII alone; nothing of any other. */
  private ascii(text: string): boolean {
    const { length } = text;
    this.room(length);
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code >= 0x80) {
        this.at += length;
        return false;
      }
      this.bytes[this.at + index] = code;
    }
    return true;
  }

  private negative(value: number): void {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, BigInt(Number.isNaN(value) ? 0 : value));
    for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    this.raw(Uint8Array.from([...bytes, Number(rest)]));
  }

  private room(length: number): void {
    if (this.at < length) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length + length);
      this.bytes.copy(larger, larger.length - this.length, this.at);
      this.at = larger.length - this.length;
      this.bytes = larger;
    }
    this.at -= length;
  }
}
