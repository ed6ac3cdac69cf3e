import { BYTES, eachField, type Reader, VARINT } from './reader.ts';

/** What a Date can tell of, in s from 1970: a quarter of a million years either way. */
const FARTHEST = 8.64e12;
const MOST_KNOWN = 16_384;

/** The tags of a Time's fields: 1 and 2. */
const SECONDS = (1 << 3) | VARINT;
const NANOS = (2 << 3) | VARINT;

const known = new Map<number, string>();

/**
 * A meta/v1 Time, or a MicroTime, as JSON has it; undefined for none, which is written as an empty message. Anyone who may write a
 * status can write any: what no Date can tell is none either.
 */
export function readTime(reader: Reader, end: number): string | undefined {
  if (reader.at === end) return undefined;
  let seconds = 0;
  let nanos = 0;
  // Not by `eachField`: a Pod has ten times.
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === SECONDS) seconds = reader.varint(end);
    else if (tag === NANOS) nanos = reader.varint(end);
    else reader.skip(tag & 7, end);
  }
  const found = nanos === 0 ? known.get(seconds) : undefined;
  if (found !== undefined) return found;
  if (!(Math.abs(seconds) <= FARTHEST)) return undefined;
  // Beyond the year 9999 Go writes no sign.
  const text = new Date(seconds * 1000).toISOString().replace('.000', '').replace(/^\+0*/, '');
  // Only a MicroTime has a fraction, of six digits always.
  if (nanos > 0 && nanos < 1e9)
    return text.replace('Z', `.${String(Math.trunc(nanos / 1000)).padStart(6, '0')}Z`);
  if (known.size === MOST_KNOWN) known.clear();
  known.set(seconds, text);
  return text;
}

/** A MicroTime that may be of a whole second, which its bytes do not tell from a Time. */
export const readMicroTime = (reader: Reader, end: number): string | undefined =>
  readTime(reader, end)?.replace(/(:\d\d)Z$/, '$1.000000Z');

/** A util/intstr IntOrString. */
export function readIntegerOrText(reader: Reader, end: number): number | string {
  let isText = false;
  let integer = 0;
  let text = '';
  eachField(reader, end, (number, wire) => {
    if (number === 1 && wire === VARINT) isText = reader.varint(end) === 1;
    else if (number === 2 && wire === VARINT) integer = reader.varint(end);
    else if (number === 3 && wire === BYTES) text = readText(reader, reader.length(end));
    else reader.skip(wire, end);
  });
  return isText ? text : integer;
}

/** An api/resource Quantity: its text; none at all is zero. */
export function readQuantity(reader: Reader, end: number): string {
  let text = '';
  eachField(reader, end, (number, wire) => {
    if (number === 1 && wire === BYTES) text = readText(reader, reader.length(end));
    else reader.skip(wire, end);
  });
  return text || '0';
}

/** The bytes up to there, in UTF-8. */
export function readText(reader: Reader, end: number): string {
  const text = reader.bytes.toString('utf8', reader.at, end);
  reader.at = end;
  return text;
}
