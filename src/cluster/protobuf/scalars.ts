import { eachField, ProtobufError, type Reader, BYTES, VARINT } from './reader.ts';

/** The years 1 to 9999, which is what RFC 3339 can tell, in s from 1970. */
const FIRST = -62_135_596_800;
const LAST = 253_402_300_799;
const MOST_KNOWN = 16_384;

const known = new Map<number, string>();

/** A meta/v1 Time as JSON has it; undefined for none, which is written as an empty message. */
export function readTime(reader: Reader, end: number): string | undefined {
  if (reader.at === end) return undefined;
  let seconds = 0;
  eachField(reader, end, (number, wire) => {
    if (number === 1 && wire === VARINT) seconds = reader.varint(end);
    else reader.skip(wire, end);
  });
  const found = known.get(seconds);
  if (found !== undefined) return found;
  if (seconds < FIRST || seconds > LAST) throw new ProtobufError(`has a time ${seconds} s from 1970`);
  const text = new Date(seconds * 1000).toISOString().replace('.000', '');
  if (known.size === MOST_KNOWN) known.clear();
  known.set(seconds, text);
  return text;
}

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
