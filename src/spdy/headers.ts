import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { DICTIONARY, ZLIB_HEADER } from './dictionary.ts';

/** So far back a part may point to what came before it, in bytes. */
const WINDOW = 32 * 1024;
/** Headers of streams name a port and a purpose: more is of nobody who speaks this. */
const LONGEST = 64 * 1024;

/**
 * Writes headers. All of a connection's are one zlib stream; each of these parts points only into itself, which any
 * reader of the stream takes, and so nothing has to be kept.
 */
export class HeaderWriter {
  private begun = false;

  write(headers: Readonly<Record<string, string>>): Buffer {
    const entries = Object.entries(headers);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(entries.length);
    const plain = Buffer.concat([count, ...entries.flat().flatMap(text)]);
    const packed = deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH });
    if (this.begun) return packed;
    this.begun = true;
    return Buffer.concat([ZLIB_HEADER, packed]);
  }
}

function text(value: string): readonly Buffer[] {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

/** Reads headers: every part may point into what was read before. */
export class HeaderReader {
  private window: Buffer = DICTIONARY;
  private begun = false;

  /** By their names, in lower case. Throws where they cannot be read. */
  read(packed: Buffer): ReadonlyMap<string, string> {
    const part = this.begun ? packed : packed.subarray(ZLIB_HEADER.length);
    this.begun = true;
    const plain = inflateRawSync(part, {
      dictionary: this.window,
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: LONGEST,
    });
    this.window = Buffer.concat([this.window, plain]).subarray(-WINDOW);
    return pairs(plain);
  }
}

function pairs(plain: Buffer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let at = 4;
  const next = (): string => {
    const length = plain.readUInt32BE(at);
    const value = plain.subarray(at + 4, at + 4 + length).toString();
    at += 4 + length;
    return value;
  };
  for (let left = plain.readUInt32BE(0); left > 0; left--) {
    const name = next().toLowerCase();
    found.set(name, next());
  }
  return found;
}
