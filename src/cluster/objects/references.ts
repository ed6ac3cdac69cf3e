import type { ObjectRef } from '../../model/kinds/objects.ts';
import type { ReferenceAnswer } from '../../model/connection.ts';
import { ClusterError, toClusterError } from '../errors/cluster-error.ts';
import { checkOf } from '../door/check.ts';
import { conditions } from '../door/kinds/conditions.ts';
import { message } from '../door/declaration.ts';
import type { Door } from '../door/door.ts';
import { METADATA } from './owners.ts';
import { collectionPath, segment } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';
import type { Condition } from '../../model/kinds/objects.ts';

/** The kinds that Pods name, all of groups that every server has. */
const PLURALS: ReadonlyMap<string, { plural: string; namespaced: boolean }> = new Map([
  ['ConfigMap', { plural: 'configmaps', namespaced: true }],
  ['Secret', { plural: 'secrets', namespaced: true }],
  ['PersistentVolumeClaim', { plural: 'persistentvolumeclaims', namespaced: true }],
  ['StorageClass', { plural: 'storageclasses', namespaced: false }],
  ['Node', { plural: 'nodes', namespaced: false }],
]);

interface Conditions {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

const checkNode = checkOf(
  message<Conditions>({
    status: message<NonNullable<Conditions['status']>>({
      conditions: conditions({ lastTransitionTime: 0, reason: 0, message: 0 }),
    }),
  }),
  'Node',
);

/**
 * Whether what a Pod names is there, one answer for each, in order; never rejects. Only metadata is asked for, so that
 * no Secret's data travels; but of a node, how it is.
 */
export async function askReferences(
  transport: Transport,
  door: Door,
  refs: readonly ObjectRef[],
): Promise<readonly ReferenceAnswer[]> {
  return Promise.all(refs.map((ref) => ask(transport, door, ref)));
}

async function ask(transport: Transport, door: Door, ref: ObjectRef): Promise<ReferenceAnswer> {
  const { apiVersion, kind, namespace, name } = ref;
  const found = PLURALS.get(kind);
  if (!found) return { state: 'unknown' };
  const url = `${collectionPath({ apiVersion, ...found }, namespace)}/${segment(name)}`;
  try {
    if (kind !== 'Node') {
      await transport.json<unknown>(url, { accept: METADATA });
      return { state: 'there' };
    }
    const node = door.document(checkNode, await transport.json<unknown>(url));
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    const isReady = ready === undefined || ready.status === 'True';
    return isReady ? { state: 'there' } : { state: 'there', note: notReady(ready) };
  } catch (error) {
    const { code } = error instanceof ClusterError ? error : toClusterError(error, '');
    return { state: code === 404 ? 'missing' : 'unknown' };
  }
}

const notReady = ({ reason, message: text }: Condition): string =>
  [reason || 'NotReady', text].filter(Boolean).join(': ');
