import { invalidAnswer } from '../errors/cluster-error.ts';
import type { Pass } from '../door/check.ts';
import { map, record, shared, text } from '../door/declaration.ts';
import { UNSHARED } from '../interned.ts';
import { Refusals } from '../door/refusals.ts';
import { decodeOf } from './decode.ts';
import { Fields } from './fields.ts';
import { BYTES, ProtobufError, Reader } from './reader.ts';

/** What every object begins with (apimachinery pkg/runtime/serializer/protobuf). */
export const MAGIC = Buffer.from('k8s\0');

export const LIST_END = 'k8s.io/initial-events-end';

/** An object as it was written: where it stands among bytes, of which nothing is read yet. */
export class ProtobufObject {
  private known: Readonly<Record<string, unknown>> | undefined;

  constructor(
    /** As the server calls it, and the objects of a list as it calls that. */
    readonly kind: string,
    readonly apiVersion: string,
    readonly bytes: Buffer,
    readonly start = 0,
    readonly end = bytes.length,
  ) {}

  /** What tells it from others, and how far a watch has come with it; nothing where it cannot be read. */
  get metadata(): Readonly<Record<string, unknown>> {
    return (this.known ??= this.readMetadata());
  }

  private readMetadata(): Readonly<Record<string, unknown>> {
    try {
      return readIdentity(new Reader(this.bytes, this.start), this.end, NOBODY)?.metadata ?? {};
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
export function decoded<T>(object: ProtobufObject, read: (reader: Reader, end: number) => T): T {
  const { bytes, start, end } = object;
  try {
    return read(new Reader(bytes, start), end);
  } catch (error) {
    throw unreadable(`a ${object.kind.slice(0, 80) || 'message'}`, error);
  }
}

/** Has what was thrown of bytes say what they should have been. */
export function unreadable(what: string, error: unknown): unknown {
  if (!(error instanceof ProtobufError)) return error;
  return invalidAnswer(`the server sent ${what} in protobuf that is none: ${error.message}`);
}

/** Whether an answer is an object in protobuf, and no JSON or anything else. */
export const isProtobuf = (bytes: Uint8Array, start = 0, end = bytes.length): boolean =>
  end - start >= MAGIC.length && MAGIC.every((byte, index) => bytes[start + index] === byte);

/** Fields of a runtime.Unknown, and of the TypeMeta in it. The object is the second. */
const TYPE_META = 1;
const RAW = 2;
const ENCODING = 3;
const API_VERSION = 1;
const KIND = 2;

const unknown = new Fields(3);
const typeMeta = new Fields(2);

/** Takes an object out of its envelope, a runtime.Unknown. Throws a `ClusterError` for what is none. */
export function openEnvelope(bytes: Buffer, start = 0, end = bytes.length): ProtobufObject {
  if (!isProtobuf(bytes, start, end))
    throw invalidAnswer('the server sent an object in protobuf without its envelope');
  try {
    unknown.find(bytes, start + MAGIC.length, end);
    if (unknown.end(ENCODING) > unknown.start(ENCODING))
      throw new ProtobufError(`encoded as ${unknown.text(ENCODING).slice(0, 40)}`);
    typeMeta.find(bytes, unknown.start(TYPE_META), unknown.end(TYPE_META));
    return called(bytes, unknown.start(RAW), unknown.end(RAW));
  } catch (error) {
    throw unreadable('an envelope', error);
  }
}

/** An object by what stands at the beginning of its envelope, where the rest is too long to be read. */
export function announced(bytes: Buffer): ProtobufObject {
  const start = MAGIC.length;
  try {
    const reader = new Reader(bytes, start);
    const isMeta = reader.varint(bytes.length) === TYPE_META * 8 + BYTES;
    const end = isMeta ? reader.length(bytes.length) : start;
    typeMeta.find(bytes, isMeta ? reader.at : start, end);
    return called(bytes, end, end);
  } catch (error) {
    throw unreadable('an envelope', error);
  }
}

const called = (bytes: Buffer, start: number, end: number): ProtobufObject =>
  new ProtobufObject(typeMeta.text(KIND), typeMeta.text(API_VERSION), bytes, start, end);
