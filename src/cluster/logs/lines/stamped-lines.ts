/** A line of a log as the kubelet sends it, with its time before it. */
export interface StampedLine {
  /** Epoch seconds, and nanoseconds beyond them; of the line before where it has none of its own. */
  readonly second: number;
  readonly nanos: number;
  /** Whether it has a time: what the kubelet itself says in a log has none, nor has the rest of a line. */
  readonly stamped: boolean;
  /** Where what was said begins, behind the stamp. */
  readonly start: number;
  /** All of it, the stamp too. */
  readonly raw: string;
  /** It goes on with the next one, or nothing came after it: no newline did. */
  readonly cut?: 'goes-on' | 'no-end';
  /** So many bytes of it were left out at its end. */
  readonly lacks?: number;
}

const NEWLINE = 0x0a;
/** In bytes, with the stamp; longer lines come in pieces of this length, so that none is held for ever. */
export const LONGEST_LINE = 1024 * 1024 + 64;

/**
 * Bytes of a log as its lines, one array a chunk (never empty). Chunks end anywhere, in mid-line and mid-character:
 * only whole lines are decoded. What stands at the end without a newline comes last.
 */
export async function* stampedLines(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf8' | 'latin1',
): AsyncGenerator<readonly StampedLine[]> {
  const reader = new Reader();
  let rest: Buffer[] = [];
  let held = 0;
  for await (const bytes of chunks) {
    rest.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    held += bytes.length;
    // A long line is put together once, however many chunks it came in.
    if (held < LONGEST_LINE && !bytes.includes(NEWLINE)) continue;
    let whole = rest.length === 1 && rest[0] ? rest[0] : Buffer.concat(rest);
    // Where a piece ends follows from the line alone: the same line comes in the same pieces again.
    for (
      let end = whole.indexOf(NEWLINE);
      (end < 0 ? whole.length : end) > LONGEST_LINE;
      end -= LONGEST_LINE
    ) {
      yield [{ ...reader.line(whole.toString(encoding, 0, LONGEST_LINE)), cut: 'goes-on' }];
      reader.within = true;
      whole = whole.subarray(LONGEST_LINE);
      if (end < 0) break;
    }
    const last = whole.lastIndexOf(NEWLINE);
    if (last >= 0) yield reader.lines(whole.toString(encoding, 0, last));
    whole = whole.subarray(last + 1);
    rest = whole.length > 0 ? [whole] : [];
    held = whole.length;
  }
  if (held > 0) yield [{ ...reader.line(Buffer.concat(rest).toString(encoding)), cut: 'no-end' }];
}

/** Where the parts of RFC 3339 with nine digits stand: `2026-11-26T21:30:08.538731280+02:00`. */
const DOT = 19;
const ZONE = DOT + 10;
const LONGEST_ZONE = 6;

class Reader {
  /** The line that comes is the rest of one. */
  within = false;
  /** Of the line before: the next one is likely of the same second. */
  private prefix = ' ';
  private zone = '';
  private second = 0;
  private nanos = 0;
  private stamped = false;

  lines(text: string): readonly StampedLine[] {
    return text.split('\n').map((raw) => this.line(raw));
  }

  line(raw: string): StampedLine {
    const start = this.within ? 0 : this.stamp(raw);
    // The rest of a line is as its beginning is.
    if (!this.within) this.stamped = start > 0;
    this.within = false;
    return { second: this.second, nanos: this.nanos, stamped: this.stamped, start, raw };
  }

  /** Reads the time before a line; gives where the rest begins, 0 where there is none. */
  private stamp(raw: string): number {
    if (raw[DOT] !== '.' || raw[10] !== 'T') return 0;
    const space = raw.indexOf(' ', ZONE);
    const end = space < 0 ? raw.length : space;
    if (end > ZONE + LONGEST_ZONE || end <= ZONE) return 0;
    const nanos = digits(raw, DOT + 1, ZONE);
    if (nanos < 0) return 0;
    if (!raw.startsWith(this.prefix) || !raw.startsWith(this.zone, ZONE)) {
      const second = Date.parse(raw.slice(0, DOT) + raw.slice(ZONE, end)) / 1000;
      if (Number.isNaN(second)) return 0;
      [this.prefix, this.zone, this.second] = [raw.slice(0, DOT), raw.slice(ZONE, end), second];
    }
    this.nanos = nanos;
    return Math.min(end + 1, raw.length);
  }
}

/** -1 where they are none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
