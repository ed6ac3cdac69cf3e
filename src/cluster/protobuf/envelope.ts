import { invalidAnswer } from '../cluster-error.ts';
import type { Pass } from '../door/check.ts';
import { map, record, shared, text } from '../door/declaration.ts';
import { UNSHARED } from '../interned.ts';
import { Refusals } from '../door/refusals.ts';
import { decodeOf } from './decode.ts';
import { ProtobufError, Reader } from './reader.ts';

/** What every object begins with (apimachinery pkg/runtime/serializer/protobuf). */
export const MAGIC = Buffer.from('k8s\0');

export const LIST_END = 'k8s.io/initial-events-end';

/** An object as it was written: its bytes, of which nothing is read yet. */
export class ProtobufObject {
  private known: Readonly<Record<string, unknown>> | undefined;

  constructor(
    /** As the server calls it, and the objects of a list as it calls that. */
    readonly kind: string,
    readonly apiVersion: string,
    readonly bytes: Buffer,
  ) {}

  /** What tells it from others, and how far a watch has come with it; nothing where it cannot be read. */
  get metadata(): Readonly<Record<string, unknown>> {
    return (this.known ??= this.readMetadata());
  }

  private readMetadata(): Readonly<Record<string, unknown>> {
    try {
      return readIdentity(new Reader(this.bytes), this.bytes.length, NOBODY)?.metadata ?? {};
    } catch (error) {
      if (error instanceof ProtobufError) return {};
      throw error;
    }
  }
}

const NOBODY: Pass = { interned: UNSHARED, refusals: new Refusals() };

interface Identity {
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Field 1 of every object of the API is its metadata. */
const readIdentity = decodeOf<Identity>(
  record(
    {
      metadata: record(
        {
          name: text,
          namespace: shared.text,
          uid: text,
          resourceVersion: text,
          annotations: map(text, [LIST_END]),
        },
        { name: 1, namespace: 3, uid: 5, resourceVersion: 6, annotations: 12 },
      ),
    },
    { metadata: 1 },
  ),
  'object',
);

/** Reads the whole of an object. Throws a `ClusterError` for what breaks off or is none. */
export function decoded<T>({ kind, bytes }: ProtobufObject, read: (reader: Reader, end: number) => T): T {
  return reading(`a ${kind.slice(0, 80) || 'message'}`, () => read(new Reader(bytes), bytes.length));
}

/** Has what is thrown of bytes say what they should have been. */
export function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw invalidAnswer(`the server sent ${what} in protobuf that is none: ${error.message}`);
  }
}

/** Whether an answer is an object in protobuf, and no JSON or anything else. */
export const isProtobuf = (bytes: Uint8Array): boolean =>
  bytes.length >= MAGIC.length && MAGIC.every((byte, index) => bytes[index] === byte);

interface Unknown {
  readonly typeMeta?: { readonly apiVersion?: string; readonly kind?: string };
  readonly contentEncoding?: string;
}

const readUnknown = decodeOf<Unknown>(
  record(
    {
      typeMeta: record({ apiVersion: text, kind: text }, { apiVersion: 1, kind: 2 }),
      contentEncoding: text,
    },
    { typeMeta: 1, contentEncoding: 3 },
  ),
  'envelope',
);

/** Takes an object out of its envelope, a runtime.Unknown. Throws a `ClusterError` for what is none. */
export function openEnvelope(bytes: Buffer): ProtobufObject {
  if (!isProtobuf(bytes)) throw invalidAnswer('the server sent an object in protobuf without its envelope');
  return reading('an envelope', () => {
    const { typeMeta, contentEncoding } =
      readUnknown(new Reader(bytes, MAGIC.length), bytes.length, NOBODY) ?? {};
    if (contentEncoding) throw new ProtobufError(`encoded as ${contentEncoding.slice(0, 40)}`);
    const { kind = '', apiVersion = '' } = typeMeta ?? {};
    return new ProtobufObject(kind, apiVersion, bytesOf(bytes, MAGIC.length, RAW));
  });
}

/** An object by what stands at the beginning of its envelope, where the rest is too long to be read. */
export function announced(bytes: Buffer): ProtobufObject {
  return reading('an envelope', () => {
    const reader = new Reader(bytes, MAGIC.length);
    const tag = reader.varint(bytes.length);
    const end = tag === TYPE_META ? reader.length(bytes.length) : MAGIC.length;
    const { typeMeta } = readUnknown(new Reader(bytes, MAGIC.length), end, NOBODY) ?? {};
    return new ProtobufObject(typeMeta?.kind ?? '', typeMeta?.apiVersion ?? '', bytes.subarray(end, end));
  });
}

/** The tag of the field 1, which has a length. */
const TYPE_META = (1 << 3) | 2;

/** The field of a runtime.Unknown that is the object. */
const RAW = 2;

/** The bytes of a field; those of none are none. */
export function bytesOf(bytes: Buffer, from: number, wanted: number): Buffer {
  const [start = 0, end = 0] = spansOf(bytes, from, wanted).slice(-2);
  return bytes.subarray(start, end);
}

/** Where the fields of a number are that have a length: a beginning and an end, one after the other. */
export function spansOf(bytes: Buffer, from: number, wanted: number): number[] {
  const reader = new Reader(bytes, from);
  const spans: number[] = [];
  while (reader.at < bytes.length) {
    const tag = reader.varint(bytes.length);
    if (tag === wanted * 8 + 2) {
      const end = reader.length(bytes.length);
      spans.push(reader.at, end);
      reader.at = end;
    } else if (tag < 8) throw new ProtobufError('has a field without a number');
    else reader.skip(tag & 7, bytes.length);
  }
  return spans;
}
