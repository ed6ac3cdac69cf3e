import type { FieldType } from '../field-type.ts';
import { MAGIC } from '../protobuf.ts';
import { INLINED, SENT_TYPES } from './types.ts';

const VARINT = 0;
const BYTES = 2;

type Fields = Readonly<Record<string, unknown>>;

interface Typed {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}

/** An object of a kind of `SENT_KINDS`, a list of such, or a Status, as a server writes it. */
export function toProtobuf(object: object): Buffer {
  const { apiVersion, kind } = object as Typed;
  const name = String(kind);
  const raw = name.endsWith('List')
    ? listOf(object as Fields, name.slice(0, -4))
    : message(object as Fields, name);
  const typeMeta = [field(1, Buffer.from(String(apiVersion))), field(2, Buffer.from(name))];
  // Go writes its two texts about how it is encoded, which are empty.
  const none = Buffer.alloc(0);
  return Buffer.concat([
    MAGIC,
    field(1, Buffer.concat(typeMeta)),
    field(2, raw),
    field(3, none),
    field(4, none),
  ]);
}

/** A frame of a watch: its length, and a meta/v1 WatchEvent. */
export function toFrame(type: string, object: object): Buffer {
  const event = Buffer.concat([field(1, Buffer.from(type)), field(2, field(1, toProtobuf(object)))]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(event.length);
  return Buffer.concat([length, event]);
}

function listOf({ metadata, items }: Fields, kind: string): Buffer {
  const sent = (items as readonly Fields[]).map((item) => field(2, message(item, kind)));
  return Buffer.concat([field(1, message((metadata ?? {}) as Fields, 'ListMeta')), ...sent]);
}

function message(value: Fields, type: string): Buffer {
  const parts: Buffer[] = [];
  for (const [name, [number, holds]] of Object.entries(SENT_TYPES[type] ?? {})) {
    if (name.startsWith(INLINED)) parts.push(field(number, message(value, holds)));
    else if (value[name] != null) put(parts, number, holds, value[name]);
  }
  return Buffer.concat(parts);
}

function put(parts: Buffer[], number: number, holds: FieldType, value: unknown): void {
  if (holds.endsWith('[]')) {
    for (const item of value as readonly unknown[]) put(parts, number, holds.slice(0, -2), item);
  } else if (holds.startsWith('map:')) {
    const type = holds.slice('map:'.length);
    for (const [key, entry] of Object.entries(value as Fields)) {
      const pair = [field(1, Buffer.from(key))];
      put(pair, 2, type, entry);
      parts.push(field(number, Buffer.concat(pair)));
    }
  } else parts.push(single(number, holds, value));
}

function single(number: number, type: FieldType, value: unknown): Buffer {
  switch (type) {
    case 'int':
    case 'int?':
    case 'bool':
    case 'bool?':
      return Buffer.concat([varint(number * 8 + VARINT), varint(Number(value))]);
    case 'string':
      return field(number, Buffer.from(String(value)));
    case 'bytes':
      return field(number, Buffer.from(String(value), 'base64'));
    case 'time':
      return field(
        number,
        Buffer.concat([tagged(1, Math.floor(Date.parse(String(value)) / 1000)), tagged(2, 0)]),
      );
    case 'quantity':
      return field(number, field(1, Buffer.from(String(value))));
    case 'intOrString':
      return field(number, intOrString(value));
    case 'object':
      return Buffer.alloc(0);
    default:
      return field(number, message(value as Fields, type));
  }
}

function intOrString(value: unknown): Buffer {
  const isText = typeof value === 'string';
  return Buffer.concat([
    tagged(1, isText ? 1 : 0),
    tagged(2, isText ? 0 : Number(value)),
    field(3, Buffer.from(isText ? value : '')),
  ]);
}

const tagged = (number: number, value: number): Buffer =>
  Buffer.concat([varint(number * 8 + VARINT), varint(value)]);

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([varint(number * 8 + BYTES), varint(bytes.length), bytes]);

/** A negative number is one of 64 bits. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(Math.trunc(value)));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
