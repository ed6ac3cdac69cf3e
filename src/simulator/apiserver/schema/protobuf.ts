import { badRequest } from '../../api/api-error.ts';
import type { Json } from '../../api/patches/patch.ts';
import type { FieldType } from './field-type.ts';
import { TYPES } from './types.ts';

/** What kubectl's typed clients send. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Every message begins with these four bytes; then comes a runtime.Unknown (apimachinery's runtime/serializer/protobuf). */
export const MAGIC = Buffer.from('k8s\0');

interface Field {
  readonly number: number;
  /** A varint, or the bytes of what has a length. */
  readonly value: number | Buffer;
}

/** Reads an object as JSON would have it. Throws `ApiError` 400 for what is none and for kinds that are not known. */
export function fromProtobuf(bytes: Buffer): Json {
  if (!bytes.subarray(0, 4).equals(MAGIC))
    throw badRequest('provided data does not appear to be a protobuf message');
  const envelope = fieldsOf(bytes.subarray(4));
  const [apiVersion, kind] = fieldsOf(bytesOf(envelope, 1)).map(({ value }) => String(value));
  if (kind === undefined || !TYPES[kind])
    throw badRequest(`no kind ${JSON.stringify(kind)} is registered for protobuf`);
  return { apiVersion, kind, ...(message(bytesOf(envelope, 2), kind) as Json) };
}

const bytesOf = (fields: readonly Field[], number: number): Buffer => {
  const found = fields.find((field) => field.number === number)?.value;
  return Buffer.isBuffer(found) ? found : Buffer.alloc(0);
};

function message(bytes: Buffer, type: string): Json {
  const known = Object.entries(TYPES[type] ?? {});
  const read: Json = {};
  for (const { number, value } of fieldsOf(bytes)) {
    const [name, field] = known.find(([, [of]]) => of === number) ?? [];
    if (name === undefined || field === undefined) continue;
    const [, holds] = field;
    if (holds.endsWith('[]')) {
      const items = (read[name] ?? []) as unknown[];
      read[name] = [...items, single(value, holds.slice(0, -2))];
    } else if (holds.startsWith('map:')) {
      read[name] = { ...(read[name] as Json | undefined), ...entry(value, holds.slice('map:'.length)) };
    } else {
      const one = single(value, holds);
      if (isTold(one, holds)) read[name] = one;
    }
  }
  return read;
}

/** An entry of a map: its key is field 1, its value field 2. */
function entry(value: number | Buffer, type: FieldType): Json {
  const fields = Buffer.isBuffer(value) ? fieldsOf(value) : [];
  return { [bytesOf(fields, 1).toString()]: single(bytesOf(fields, 2), type) };
}

function single(value: number | Buffer, type: FieldType): unknown {
  switch (type) {
    case 'int':
    case 'int?':
      return Number(value);
    case 'bool':
    case 'bool?':
      return value === 1;
    case 'object':
      return {};
  }
  const bytes = Buffer.isBuffer(value) ? value : Buffer.alloc(0);
  switch (type) {
    case 'string':
      return bytes.toString();
    case 'bytes':
      return bytes.toString('base64');
    case 'time':
      return time(fieldsOf(bytes));
    case 'quantity':
      return bytesOf(fieldsOf(bytes), 1).toString();
    case 'intOrString':
      return intOrString(fieldsOf(bytes));
    default:
      return message(bytes, type);
  }
}

function time(fields: readonly Field[]): string | undefined {
  const seconds = Number(fields.find(({ number }) => number === 1)?.value ?? 0);
  // The zero time is long before the year 1970.
  return seconds > 0 ? new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z') : undefined;
}

function intOrString(fields: readonly Field[]): number | string {
  const text = bytesOf(fields, 3).toString();
  return text === '' ? Number(fields.find(({ number }) => number === 2)?.value ?? 0) : text;
}

/** Go writes empty fields too; in JSON they are left out. */
function isTold(value: unknown, type: FieldType): boolean {
  if (type.endsWith('?')) return true;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The fields of a message in their order (protobuf.dev, Encoding). */
function fieldsOf(bytes: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined || shift > 63n) throw badRequest('protobuf: unexpected EOF');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    const number = tag >> 3;
    if (wire === 0) fields.push({ number, value: varint() });
    else {
      const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : -1;
      if (length < 0 || at + length > bytes.length) throw badRequest('protobuf: unexpected EOF');
      fields.push({ number, value: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return fields;
}
