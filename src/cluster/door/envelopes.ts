/** What stands around objects: of lists, watches' events and documents about the server itself. */
import { invalidAnswer } from '../errors/cluster-error.ts';
import { UNSHARED } from '../interned.ts';
import { LIST_END, ProtobufObject } from '../protobuf/envelope.ts';
import { type Page, readProtobufPage } from '../protobuf/page.ts';
import { checkOf, isRecord } from './check.ts';
import { exact, record } from './declaration.ts';
import { Refusals } from './refusals.ts';

/**
 * A page of a list; its items are unchecked. Throws a `ClusterError` for what is no list, for a list of something
 * else, for one whose end cannot be told (taken for whole, it would make objects disappear), and for one that goes
 * on where it did before: it would be asked for pages for ever.
 *
 * @param before where the pages before this one went on; this one's place is added
 * @param kind what it is to be a list of, where that is known
 */
export function readPage(value: unknown, before: Set<string>, kind?: string): Page {
  const page = value instanceof ProtobufObject ? readProtobufPage(value) : readJsonPage(value);
  const told = value instanceof ProtobufObject ? value.kind : isRecord(value) ? value.kind : undefined;
  if (kind !== undefined && isKind(told) && told !== `${kind}List`)
    throw invalidAnswer(`the server sent ${named(value)} instead of a ${kind}List`);
  if (page.next !== undefined && before.has(page.next))
    throw invalidAnswer('the server sent a list that goes on where it was before, and so without an end');
  if (page.next !== undefined) before.add(page.next);
  return page;
}

const isKind = (told: unknown): told is string => typeof told === 'string' && told !== '';

/** What an object says that it is, where that is something else than one of this kind. */
export function otherKind(raw: unknown, { apiVersion, kind }: ObjectKind): string | undefined {
  const told = raw instanceof ProtobufObject || isRecord(raw) ? raw : {};
  if (isKind(told.kind) && told.kind !== kind) return told.kind.slice(0, 80);
  return isKind(told.apiVersion) && told.apiVersion !== apiVersion
    ? `${kind} of ${told.apiVersion.slice(0, 80)}`
    : undefined;
}

/** A kind as objects name it. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

function readJsonPage(value: unknown): Page {
  const { items, metadata } = isRecord(value) ? value : {};
  // Go writes a list of nothing as null.
  const given = isRecord(value) && 'items' in value && items === null ? [] : items;
  if (!Array.isArray(given)) throw invalidAnswer(`the server sent ${named(value)} instead of a list`);
  const { resourceVersion, continue: next } = isRecord(metadata) ? metadata : {};
  if (next != null && typeof next !== 'string') {
    throw invalidAnswer('the server sent a list that does not tell where it goes on');
  }
  return {
    items: given as unknown[],
    resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '',
    next: next || undefined,
  };
}

/** How far a watch has come with one of its objects, and whether that is the end of a streamed list (KEP-3157). */
export function readProgress(object: unknown): { resourceVersion: string | undefined; endsList: boolean } {
  const metadata = metadataOf(object);
  const { resourceVersion, annotations } = metadata ?? {};
  return {
    resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : undefined,
    endsList: isRecord(annotations) && annotations[LIST_END] === 'true',
  };
}

/** An object's metadata, unchecked but for being there. */
export function metadataOf(object: unknown): Readonly<Record<string, unknown>> | undefined {
  if (object instanceof ProtobufObject) return object.metadata;
  const metadata = isRecord(object) ? object.metadata : undefined;
  return isRecord(metadata) ? metadata : undefined;
}

/** What an answer calls itself. */
export function named(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof ProtobufObject) return `a ${value.kind.slice(0, 80)}`;
  if (!isRecord(value)) return Array.isArray(value) ? 'a bare list' : `a ${typeof value}`;
  return typeof value.kind === 'string' && value.kind !== ''
    ? `a ${value.kind.slice(0, 80)}`
    : 'an object without a kind';
}

const checkVersion = checkOf(record<{ gitVersion?: string }>({ gitVersion: exact }), 'version');

/** The server's version as `/version` tells it; empty where it does not. */
export function readVersion(value: unknown): string {
  return (
    checkVersion(value, { interned: UNSHARED, refusals: new Refusals() })?.gitVersion?.slice(0, 100) ?? ''
  );
}
