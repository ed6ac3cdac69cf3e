import { LONGEST_NAME } from '../door/declaration.ts';
import type { Pass } from '../door/check.ts';
import type { Spans } from './alike-bytes.ts';
import { BYTES, Reader } from './reader.ts';
import { readText } from './scalars.ts';

/** A value that ends there, checked; undefined where JSON would not have it, or it is refused. */
export type Read = (reader: Reader, end: number, pass: Pass) => unknown;

/** A value that is written as several fields of the same number, by where these stand. */
export type Build = (bytes: Buffer, spans: Spans, pass: Pass) => unknown;

/** What `read` takes is left out where it is undefined. */
export function listOf(read: Read): Build {
  return (bytes, spans, pass) => {
    const reader = new Reader(bytes);
    const kept: unknown[] = [];
    for (let index = 0; index < spans.length; index += 2) {
      reader.at = spans[index] as number;
      const value = read(reader, spans[index + 1] as number, pass);
      if (value !== undefined) kept.push(value);
    }
    // As in `checkList`: without the room that an array has for more.
    return kept.slice();
  };
}

/** @param none what an entry without a value has */
export function mapOf({ wire: wanted, read }: { wire: number; read: Read }, none: string, at: string): Build {
  return (bytes, spans, pass) => {
    const reader = new Reader(bytes);
    const kept: Record<string, unknown> = {};
    for (let index = 0; index < spans.length; index += 2) {
      reader.at = spans[index] as number;
      const end = spans[index + 1] as number;
      let key = '';
      let value: unknown = none;
      while (reader.at < end) {
        const tag = reader.varint(end);
        const stop = (tag & 7) === BYTES ? reader.length(end) : end;
        if (tag === KEY) key = readText(reader, stop);
        else if (tag >> 3 === 2 && (tag & 7) === wanted) value = read(reader, stop, pass);
        else if ((tag & 7) === BYTES) reader.at = stop;
        else reader.skip(tag & 7, end);
      }
      if (key === '__proto__' || key.length > LONGEST_NAME) {
        pass.refusals.add(`${at}: no key that Kubernetes takes`);
      } else if (value !== undefined) kept[key] = value;
    }
    return kept;
  };
}

/** The tag of a map's key: the field 1, which has a length. */
const KEY = (1 << 3) | BYTES;

/** The key of a map's entry. */
export function keyOf(reader: Reader, end: number): string {
  while (reader.at < end) {
    const tag = reader.varint(end);
    if (tag !== KEY) reader.skip(tag & 7, end);
    else return readText(reader, reader.length(end));
  }
  return '';
}
