import type { FieldType } from '../field-type.ts';
import { MAGIC } from '../protobuf.ts';
import { BackWriter } from './back-writer.ts';
import { INLINED, SENT_TYPES } from './types.ts';

const VARINT = 0;
const BYTES = 2;

type Fields = Readonly<Record<string, unknown>>;

interface Typed {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}

/** Writes what has a length, all of it before the length is. */
type Content = () => void;

/** One for all: nothing is written while another thing is. */
const out = new BackWriter();

/** An object of a kind of `SENT_KINDS`, a list of such, or a Status, as a server writes it. */
export function toProtobuf(object: object): Buffer {
  envelope(object);
  return out.taken();
}

/** A frame of a watch: its length, and a meta/v1 WatchEvent. */
export function toFrame(type: string, object: object): Buffer {
  field(2, () => field(1, () => envelope(object)));
  text(1, type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(out.length);
  out.raw(length);
  return out.taken();
}

function envelope(object: object): void {
  const { apiVersion, kind } = object as Typed;
  const name = String(kind);
  // Go writes its two texts about how it is encoded, which are empty.
  text(4, '');
  text(3, '');
  field(2, () => {
    if (name.endsWith('List')) list(object as Fields, name.slice(0, -4));
    else message(object as Fields, name);
  });
  field(1, () => {
    text(2, name);
    text(1, String(apiVersion));
  });
  out.raw(MAGIC);
}

function list({ metadata, items }: Fields, kind: string): void {
  for (const item of (items as readonly Fields[]).toReversed()) field(2, () => message(item, kind));
  field(1, () => message((metadata ?? {}) as Fields, 'ListMeta'));
}

type Slot = readonly [name: string, number: number, holds: FieldType];

const slots = new Map<string, readonly Slot[]>();

/** The fields of a type, the last first. */
function slotsOf(type: string): readonly Slot[] {
  const known = slots.get(type);
  if (known) return known;
  const made = Object.entries(SENT_TYPES[type] ?? {}).map(([name, [number, holds]]): Slot => [
    name,
    number,
    holds,
  ]);
  slots.set(type, made.reverse());
  return made;
}

function message(value: Fields, type: string): void {
  for (const [name, number, holds] of slotsOf(type)) {
    if (name.startsWith(INLINED)) field(number, () => message(value, holds));
    else if (value[name] != null) put(number, holds, value[name]);
  }
}

function put(number: number, holds: FieldType, value: unknown): void {
  if (holds.endsWith('[]')) {
    const of = holds.slice(0, -2);
    for (const item of (value as readonly unknown[]).toReversed()) put(number, of, item);
  } else if (holds.startsWith('map:')) {
    const type = holds.slice('map:'.length);
    for (const [key, entry] of Object.entries(value as Fields).reverse()) {
      field(number, () => {
        put(2, type, entry);
        text(1, key);
      });
    }
  } else single(number, holds, value);
}

function single(number: number, type: FieldType, value: unknown): void {
  switch (type) {
    case 'int':
    case 'int?':
    case 'bool':
    case 'bool?':
      return tagged(number, Number(value));
    case 'string':
      return text(number, String(value));
    case 'bytes':
      return field(number, () => out.text(String(value), 'base64'));
    case 'time':
      return field(number, () => {
        tagged(2, 0);
        tagged(1, Math.floor(Date.parse(String(value)) / 1000));
      });
    case 'quantity':
      return field(number, () => text(1, String(value)));
    case 'intOrString':
      return field(number, () => intOrString(value));
    case 'object':
      return;
    default:
      return field(number, () => message(value as Fields, type));
  }
}

function intOrString(value: unknown): void {
  const isText = typeof value === 'string';
  text(3, isText ? value : '');
  tagged(2, isText ? 0 : Number(value));
  tagged(1, isText ? 1 : 0);
}

function tagged(number: number, value: number): void {
  out.varint(value);
  out.varint(number * 8 + VARINT);
}

const text = (number: number, value: string): void => field(number, () => out.text(value));

function field(number: number, content: Content): void {
  const after = out.length;
  content();
  out.varint(out.length - after);
  out.varint(number * 8 + BYTES);
}
