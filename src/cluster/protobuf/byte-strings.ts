import { KeptBytes } from './kept-bytes.ts';

/** Longer texts are hardly ever alike. In bytes. */
const LONGEST = 256;
/** So many places are looked at: texts that were made to collide cost no more. */
const PROBES = 8;

/**
 * Texts by the bytes they were written with: one that was seen before is found without being made again.
 * Bounded: when it is full it begins anew, which costs time, not correctness.
 */
export class ByteStrings {
  private texts: (string | undefined)[] = [];
  private written: (Buffer | undefined)[] = [];
  private count = 0;
  private room = new KeptBytes();

  /** @param slots a power of two; three quarters of it are used */
  constructor(private readonly slots: number) {
    this.begin();
  }

  /** The text that stands there in UTF-8. */
  get(bytes: Buffer, start: number, end: number): string {
    if (end - start > LONGEST) return bytes.toString('utf8', start, end);
    const first = hash(bytes, start, end);
    for (let probe = 0; probe < PROBES; probe++) {
      const slot = (first + probe) & (this.slots - 1);
      const known = this.written[slot];
      if (known === undefined) return this.add(slot, bytes, start, end);
      if (isAlike(known, bytes, start, end)) return this.texts[slot] as string;
    }
    return bytes.toString('utf8', start, end);
  }

  private begin(): void {
    this.texts = new Array<undefined>(this.slots);
    this.written = new Array<undefined>(this.slots);
    this.room = new KeptBytes();
    this.count = 0;
  }

  private add(slot: number, bytes: Buffer, start: number, end: number): string {
    const text = bytes.toString('utf8', start, end);
    if (this.count >= (this.slots / 4) * 3) {
      this.begin();
      return text;
    }
    this.texts[slot] = text;
    this.written[slot] = this.room.copy(bytes, start, end);
    this.count++;
    return text;
  }
}

/** FNV-1a. */
function hash(bytes: Buffer, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let index = start; index < end; index++)
    value = Math.imul(value ^ (bytes[index] as number), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

function isAlike(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  const { length } = known;
  if (length !== end - start) return false;
  for (let index = 0; index < length; index++) if (known[index] !== bytes[start + index]) return false;
  return true;
}
