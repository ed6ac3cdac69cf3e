import type { ObjectFeed } from '../../model/feed.ts';
import type { ObjectRef, Pod } from '../../model/objects.ts';
import type { State } from '../state.ts';
import { ownerTree } from './owner-tree.ts';
import { selectedPod } from './selection.ts';

/** The object that commands such as YAML speak of: the chosen row of the tree, else the selected Pod. */
export function selectedObject(state: State): { readonly key: string; readonly ref: ObjectRef } | undefined {
  const { row, container } = state.look.place.selection;
  if (row?.startsWith('namespace/')) {
    const name = row.slice('namespace/'.length);
    return { key: row, ref: { apiVersion: 'v1', kind: 'Namespace', name } };
  }
  const node = row === undefined || container !== undefined ? undefined : ownerTree(state).node(row);
  if (node) {
    const { key, apiVersion, kind, name } = node;
    const namespace = node.object ? node.object.metadata.namespace : node.namespace;
    return { key, ref: { apiVersion, kind, name, ...(namespace && { namespace }) } };
  }
  const pod = selectedPod(state);
  if (!pod) return undefined;
  const { uid, name, namespace } = pod.metadata;
  return { key: uid, ref: { apiVersion: 'v1', kind: 'Pod', name, ...(namespace && { namespace }) } };
}

/** A Pod whole; anew where its list tells of another version of it. */
export function podFeed({ metadata: { uid, name, namespace = '', resourceVersion } }: Pod): ObjectFeed {
  const ref = { apiVersion: 'v1', kind: 'Pod', name, ...(namespace && { namespace }) };
  return { type: 'object', ref, uid, ...(resourceVersion !== undefined && { version: resourceVersion }) };
}

/** That object whole; anew where its watch tells of another version of it. Undefined where nothing is selected. */
export function selectedObjectFeed(state: State): ObjectFeed | undefined {
  const object = selectedObject(state);
  if (!object) return undefined;
  const { key: uid, ref } = object;
  const version = ownerTree(state).node(uid)?.object?.metadata.resourceVersion;
  return { type: 'object', ref, uid, ...(version !== undefined && { version }) };
}
