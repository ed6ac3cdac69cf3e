import { invalidAnswer } from '../errors/cluster-error.ts';
import type { Pass } from '../door/check.ts';
import { exact, record } from '../door/declaration.ts';
import { Refusals } from '../door/refusals.ts';
import { UNSHARED } from '../interned.ts';
import { decodeOf } from './decode.ts';
import { decoded, ProtobufObject } from './envelope.ts';
import { eachSpan } from './fields.ts';

/** One page of a list. */
export interface Page {
  readonly items: readonly unknown[];
  readonly resourceVersion: string;
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
}

interface Head {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
}

/** Every list of the API has its metadata in field 1 and its items in field 2. */
const readHead = decodeOf<Head>(
  record(
    { metadata: record({ resourceVersion: exact, continue: exact }, { resourceVersion: 2, continue: 3 }) },
    { metadata: 1 },
  ),
  'list',
);
const ITEMS = 2;

/** As `readPage`. */
export function readProtobufPage(list: ProtobufObject): Page {
  const { kind, bytes, apiVersion } = list;
  if (!kind.endsWith('List')) throw invalidAnswer(`the server sent a ${kind.slice(0, 80)} instead of a list`);
  const pass: Pass = { interned: UNSHARED, refusals: new Refusals() };
  const { metadata } = decoded(list, (reader, end) => readHead(reader, end, pass)) ?? {};
  // Taken for the last page, it would make objects disappear.
  if (pass.refusals.total > 0)
    throw invalidAnswer('the server sent a list that does not tell where it goes on');
  const item = kind.slice(0, -'List'.length);
  const items: ProtobufObject[] = [];
  const take = (from: number, to: number): void =>
    void items.push(new ProtobufObject(item, apiVersion, bytes, from, to));
  decoded(list, ({ at }, end) => eachSpan(bytes, at, end, ITEMS, take));
  return {
    items,
    resourceVersion: metadata?.resourceVersion ?? '',
    next: metadata?.continue || undefined,
  };
}
