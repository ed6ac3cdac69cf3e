import { own } from '../../model/own.ts';
import { checkOf, type Pass } from '../door/check.ts';
import { type Kept, roomy } from '../door/roomy.ts';
import { type Field, type MessageShape, type Shape, type Type } from '../door/declaration.ts';
import { alike } from './alike.ts';
import { BYTES, ProtobufError, Reader, VARINT } from './reader.ts';
import { readIntegerOrText, readMicroTime, readQuantity, readTime } from './scalars.ts';
import { type Build, keyOf, listOf, mapOf, type Read } from './several.ts';

/** What becomes of a field of a message, by its number. */
type Slot =
  | { readonly as: 'value'; readonly name: string; readonly wire: number; readonly read: Read }
  | {
      readonly as: 'several';
      readonly name: string;
      readonly wire: number;
      readonly index: number;
      readonly most: number;
    }
  | { readonly as: 'inlined'; readonly name: string; readonly slots: (Slot | undefined)[] };

type Slots = (Slot | undefined)[];

/** What several fields make, and of a map which keys alone. */
interface Several {
  readonly name: string;
  readonly build: Build;
  readonly only: ReadonlySet<string> | undefined;
}

/**
 * The decoder of what is declared: as `checkOf` has it for JSON, from the bytes that a reader is at. It walks
 * them once and makes nothing of what it skips. It throws a `ProtobufError` for what is no such message.
 *
 * @param at what the message is called where something of it is refused
 */
export function decodeOf<T>(
  type: Type<T>,
  at: string,
): (reader: Reader, end: number, pass: Pass) => T | undefined {
  return valueOf(type, at, true).read as (reader: Reader, end: number, pass: Pass) => T | undefined;
}

/** @param told whether what is empty or zero is told */
function valueOf(shape: Shape, at: string, told: boolean): { wire: number; read: Read } {
  switch (shape.is) {
    case 'integer':
    case 'boolean':
      return { wire: VARINT, read: numberOf(shape, at, told) };
    case 'text':
    case 'name':
    case 'volume name':
      return { wire: BYTES, read: textOf(shape, at, told) };
    case 'time':
      return { wire: BYTES, read: checked(shape, at, shape.micro ? readMicroTime : readTime) };
    case 'integer or text':
      return { wire: BYTES, read: checked(shape, at, readIntegerOrText) };
    case 'quantity':
      return { wire: BYTES, read: checked(shape, at, readQuantity) };
    case 'message':
      return { wire: BYTES, read: messageOf(shape, at) };
    case 'alike': {
      const { read } = valueOf(shape.of, at, told);
      return {
        wire: BYTES,
        read: (reader, end, pass) => {
          const { bytes, at: start } = reader;
          reader.at = end;
          return alike(shape, bytes, [start, end], pass, (inner) =>
            read(new Reader(bytes, start), end, inner),
          );
        },
      };
    }
    case 'list':
    case 'map':
      throw new Error(`${at}: a ${shape.is} is no single value in protobuf`);
  }
}

function checked(shape: Shape, at: string, read: (reader: Reader, end: number) => unknown): Read {
  const check = checkOf(shape, at);
  return (reader, end, pass) => {
    const value = read(reader, end);
    return value === undefined ? undefined : check(value, pass);
  };
}

function numberOf(shape: Shape, at: string, told: boolean): Read {
  const check = checkOf(shape, at);
  const isBoolean = shape.is === 'boolean';
  return (reader, end, pass) => {
    const value = reader.varint(end);
    if (value === 0 && !told) return undefined;
    return check(isBoolean ? value !== 0 : value, pass);
  };
}

function textOf(shape: Shape & { shared?: boolean }, at: string, told: boolean): Read {
  const { shared = false } = shape;
  // What is alike is found by its bytes.
  const check = checkOf(shared ? { ...shape, shared: false } : shape, at);
  return (reader, end, pass) => {
    const { bytes, at: start } = reader;
    if (start === end && !told) return undefined;
    reader.at = end;
    return check(shared ? pass.interned.bytes(bytes, start, end) : bytes.toString('utf8', start, end), pass);
  };
}

function messageOf({ fields, unlessEmpty }: MessageShape, at: string): Read {
  const below = (field: string): string => (at.includes(' ') ? `${at}.${field}` : `${at} ${field}`);
  const several: Several[] = [];
  const slots: Slots = [];
  for (const field of fields) place(field, below(field.name), slots, several);
  const needed = fields.filter((field) => field.needed).map(({ name }) => name);
  const Message = roomy();
  return (reader, end, pass) => {
    const kept = new Message();
    const spans = several.length === 0 ? undefined : new Array<number[] | undefined>(several.length);
    fill(slots, reader, end, { kept, spans, several, pass, at });
    if (spans) {
      for (let index = 0; index < several.length; index++) {
        const found = spans[index];
        if (!found) continue;
        const { name, build } = several[index] as Several;
        const value = build(reader.bytes, found, pass);
        if (value !== undefined) kept[name] = value;
      }
    }
    for (const name of needed) {
      if (own(kept, name) !== undefined) continue;
      pass.refusals.add(`${below(name)}: missing`);
      return undefined;
    }
    return unlessEmpty && Object.keys(kept).length === 0 ? undefined : kept;
  };
}

/** Gives a field its place by its number; the API has none for some (`wire`). */
function place({ name, shape, wire }: Field, at: string, slots: Slots, several: Several[]): void {
  if (!wire) return;
  const [number, inner] = wire.path;
  if (inner !== undefined) {
    const outer = slots[number] ?? { as: 'inlined', name: at, slots: [] };
    if (outer.as !== 'inlined') throw new Error(`${at} has the number of another field`);
    slots[number] = outer;
    const inlined: Field = { name, shape, needed: false, wire: { path: [inner], told: wire.told } };
    return place(inlined, at, outer.slots, several);
  }
  if (slots[number]) throw new Error(`${at} has the number of another field`);
  const repeated = shape.is === 'alike' ? shape.of : shape;
  if (repeated.is === 'list' || repeated.is === 'map') {
    const only = repeated.is === 'map' ? repeated.only : undefined;
    const wireOf = repeated.is === 'list' ? valueOf(repeated.of, at, true).wire : BYTES;
    slots[number] = { as: 'several', name: at, wire: wireOf, index: several.length, most: 2 * repeated.most };
    several.push({ name, build: buildOf(shape, at), only });
  } else {
    slots[number] = { as: 'value', name, ...valueOf(shape, at, wire.told) };
  }
}

interface Filling {
  readonly kept: Kept;
  readonly spans: (number[] | undefined)[] | undefined;
  readonly several: readonly Several[];
  readonly pass: Pass;
  readonly at: string;
}

/** Beyond it a shift would drop what is above 32 bits. */
const LARGEST_TAG = 0x7fffffff;

function fill(slots: Slots, reader: Reader, end: number, filling: Filling): void {
  while (reader.at < end) {
    const tag = reader.varint(end);
    const wire = tag & 7;
    const slot = tag <= LARGEST_TAG ? slots[tag >> 3] : undefined;
    if (!slot) {
      if (tag < 8) throw new ProtobufError(`${filling.at} has a field without a number`);
      reader.skip(wire, end);
    } else if (slot.as === 'value') {
      if (wire !== slot.wire) throw wrongWire(slot.name, wire, filling.at);
      const stop = wire === BYTES ? reader.length(end) : end;
      const value = slot.read(reader, stop, filling.pass);
      if (wire === BYTES) reader.at = stop;
      if (value !== undefined) filling.kept[slot.name] = value;
    } else if (slot.as === 'several' && slot.wire === VARINT) {
      // Numbers are not packed: that is how Go writes proto2.
      if (wire !== VARINT) throw wrongWire(slot.name, wire, filling.at);
      const from = reader.at;
      reader.varint(end);
      collect(slot, new Reader(reader.bytes, from), reader.at, filling);
    } else {
      if (wire !== BYTES) throw wrongWire(slot.name, wire, filling.at);
      const stop = reader.length(end);
      if (slot.as === 'inlined') fill(slot.slots, reader, stop, filling);
      else collect(slot, reader, stop, filling);
      reader.at = stop;
    }
  }
}

function collect(
  { name, index, most }: Extract<Slot, { as: 'several' }>,
  reader: Reader,
  end: number,
  { spans, several, pass }: Filling,
): void {
  if (!spans) return;
  const only = several[index]?.only;
  const { at } = reader;
  if (only && !only.has(keyOf(reader, end))) return;
  const found = spans[index];
  if (!found) spans[index] = [at, end];
  else if (found.length < most) found.push(at, end);
  else pass.refusals.add(`${name}: more than ${most / 2} entries`);
}

const wrongWire = (field: string, wire: number, at: string): ProtobufError =>
  new ProtobufError(`${at}: ${field} is of the wire type ${wire}`);

function buildOf(shape: Shape, at: string): Build {
  if (shape.is === 'alike') {
    const build = buildOf(shape.of, at);
    return (bytes, spans, pass) => alike(shape, bytes, spans, pass, (inner) => build(bytes, spans, inner));
  }
  if (shape.is === 'list') return listOf(valueOf(shape.of, `${at}[]`, true).read);
  if (shape.is === 'map')
    return mapOf(valueOf(shape.of, `${at}{}`, true), shape.of.is === 'quantity' ? '0' : '', at);
  throw new Error(`${at} is written once`);
}
