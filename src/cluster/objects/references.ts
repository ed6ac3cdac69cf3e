import type { AskedRef, ReferenceAnswer } from '../../model/connection.ts';
import { ClusterError, toClusterError } from '../errors/cluster-error.ts';
import { checkOf } from '../door/check.ts';
import { nodeDocument } from '../door/kinds/node.ts';
import type { Door } from '../door/door.ts';
import { METADATA, METADATA_LIST } from './owners.ts';
import { collectionPath, segment } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';
import { nodeStanding } from '../../model/health/node/node-standing.ts';
import type { Condition } from '../../model/kinds/objects.ts';
import { nearestName } from '../../model/text/letters.ts';
import { changedAt } from '../../model/whole/changed-since.ts';
import { fieldsOf, listOf, textOf } from '../../model/whole/fields.ts';

/** The kinds that Pods name, all of groups that every server has. */
const PLURALS: ReadonlyMap<string, Found> = new Map([
  ['ConfigMap', { plural: 'configmaps', namespaced: true }],
  ['Secret', { plural: 'secrets', namespaced: true }],
  ['ServiceAccount', { plural: 'serviceaccounts', namespaced: true }],
  ['PersistentVolumeClaim', { plural: 'persistentvolumeclaims', namespaced: true }],
  ['StorageClass', { plural: 'storageclasses', namespaced: false }],
  ['Node', { plural: 'nodes', namespaced: false }],
]);

const checkNode = checkOf(nodeDocument, 'Node');

/**
 * Whether what a Pod names is there, one answer for each, in order; never rejects. Only metadata is asked for, so that
 * no Secret's data travels; but of a node, how it is, and where keys are asked for all of it, of which their names are kept.
 */
export async function askReferences(
  transport: Transport,
  door: Door,
  refs: readonly AskedRef[],
): Promise<readonly ReferenceAnswer[]> {
  const namesAt = listedOnce(transport);
  return Promise.all(refs.map((ref) => ask(transport, door, ref, namesAt)));
}

async function ask(
  transport: Transport,
  door: Door,
  ref: AskedRef,
  namesAt: NamesAt,
): Promise<ReferenceAnswer> {
  const { apiVersion, kind, namespace, name, keys } = ref;
  const found = PLURALS.get(kind);
  if (!found) return { state: 'unknown' };
  const url = `${collectionPath({ apiVersion, ...found }, namespace)}/${segment(name)}`;
  try {
    if (keys) return { state: 'there', keys: keysOf(await transport.json<unknown>(url)) };
    if (kind !== 'Node') {
      const object = await transport.json<unknown>(url, { accept: METADATA });
      const changed = changedAt(object);
      return { state: 'there', ...(changed !== undefined && { changed }), ...(isDeleted(object) && ENDING) };
    }
    const node = door.document(checkNode, await transport.json<unknown>(url));
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    const isReady = ready === undefined || ready.status === 'True';
    const standing = nodeStanding(node);
    return {
      state: 'there',
      ...(!isReady && { note: notReady(ready) }),
      ...(standing && { node: standing }),
    };
  } catch (error) {
    return refused(error, ref, found, namesAt);
  }
}

/** As kubectl calls what is being deleted. */
const ENDING = { note: 'Terminating' };

const isDeleted = (object: unknown): boolean =>
  textOf(fieldsOf(fieldsOf(object).metadata).deletionTimestamp) !== '';

interface Found {
  readonly plural: string;
  readonly namespaced: boolean;
}

async function refused(
  error: unknown,
  ref: AskedRef,
  found: Found,
  namesAt: NamesAt,
): Promise<ReferenceAnswer> {
  const { code } = error instanceof ClusterError ? error : toClusterError(error, '');
  const state = STATES.get(code ?? 0) ?? 'unknown';
  if (state !== 'missing' || ref.kind === 'Node') return { state };
  const { apiVersion, namespace, name } = ref;
  const names = await namesAt(collectionPath({ apiVersion, ...found }, namespace));
  const nearest = nearestName(
    names.filter((other) => other !== name),
    name,
  );
  return { state, ...(nearest !== undefined && { nearest }) };
}

/** More names are not looked through, nor longer ones. */
const MOST_NAMES = 500;
const LONGEST_NAME = 253;

/** The names that a collection has. */
type NamesAt = (path: string) => Promise<readonly string[]>;

/** Each is listed once, however many are missing of it, by metadata alone; who may not list is told no names. */
function listedOnce(transport: Transport): NamesAt {
  const lists = new Map<string, Promise<readonly string[]>>();
  return (path) => {
    const names = lists.get(path) ?? listed(transport, path);
    lists.set(path, names);
    return names;
  };
}

async function listed(transport: Transport, path: string): Promise<readonly string[]> {
  const asked = { accept: METADATA_LIST };
  const list = await transport.json<unknown>(`${path}?limit=${MOST_NAMES}`, asked).catch(() => undefined);
  return listOf(fieldsOf(list).items)
    .slice(0, MOST_NAMES)
    .map(({ metadata }) => textOf(fieldsOf(metadata).name))
    .filter(({ length }) => length <= LONGEST_NAME);
}

/** Of an answer that is a refusal. */
const STATES: ReadonlyMap<number, ReferenceAnswer['state']> = new Map([
  [404, 'missing'],
  [403, 'denied'],
]);

const notReady = ({ reason, message: text }: Condition): string =>
  [reason || 'NotReady', text].filter(Boolean).join(': ');

/** More are not named, nor longer ones. */
const MOST_KEYS = 200;
const LONGEST_KEY = 253;

/** The names of a ConfigMap's or Secret's keys; what they hold goes no further. */
function keysOf(object: unknown): readonly string[] {
  const { data, binaryData } = (object ?? {}) as { readonly data?: unknown; readonly binaryData?: unknown };
  return [data, binaryData]
    .flatMap((part) => (typeof part === 'object' && part !== null ? Object.keys(part) : []))
    .filter(({ length }) => length <= LONGEST_KEY)
    .slice(0, MOST_KEYS)
    .sort();
}
