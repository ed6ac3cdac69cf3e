import { ByteStrings } from './byte-strings.ts';
import { BYTES, Reader } from './reader.ts';

/** Words of the API that stand before every object: kinds, and types of events. */
const words = new ByteStrings(256);

/**
 * Where the fields of a message stand that have a length, of the numbers from 1 on; looked for in one walk, and used again for the
 * next message: four of them are walked for each object of a watch.
 */
export class Fields {
  private bytes: Buffer = Buffer.alloc(0);
  private readonly places: number[];

  constructor(private readonly most: number) {
    this.places = new Array<number>(2 * most + 2).fill(0);
  }

  /** Of several fields of a number the last one, as protobuf has it, and of none an empty one. Throws a `ProtobufError`. */
  find(bytes: Buffer, start: number, end: number): void {
    const { places, most } = this;
    this.bytes = bytes;
    places.fill(start);
    const reader = new Reader(bytes, start);
    while (reader.at < end) {
      const tag = reader.tag(end);
      if (tag >= 8 * most + 8 || (tag & 7) !== BYTES) {
        reader.skip(tag & 7, end);
        continue;
      }
      const stop = reader.length(end);
      places[2 * (tag >> 3)] = reader.at;
      places[2 * (tag >> 3) + 1] = stop;
      reader.at = stop;
    }
  }

  start(number: number): number {
    return this.places[2 * number] as number;
  }

  end(number: number): number {
    return this.places[2 * number + 1] as number;
  }

  /** A word that stands there; of what is longer than any the beginning. */
  text(number: number): string {
    const start = this.start(number);
    return words.get(this.bytes, start, Math.min(this.end(number), start + 100));
  }
}

/** Calls `take` with where each field of a number is that has a length. */
export function eachSpan(
  bytes: Buffer,
  start: number,
  end: number,
  wanted: number,
  take: (start: number, end: number) => void,
): void {
  const reader = new Reader(bytes, start);
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag !== wanted * 8 + BYTES) {
      reader.skip(tag & 7, end);
      continue;
    }
    const stop = reader.length(end);
    take(reader.at, stop);
    reader.at = stop;
  }
}
