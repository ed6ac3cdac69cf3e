import type { ObjectFeed } from '../../../model/feed.ts';
import type { ObjectRef, Pod } from '../../../model/kinds/objects.ts';
import type { State } from '../../state.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { attachedRow } from '../tree/tree-attached.ts';
import { selectedPod } from './selected-pod.ts';

interface SelectedObject {
  /** By which it is known; its row where only its name is. */
  readonly uid: string;
  readonly byName?: true;
  readonly ref: ObjectRef;
  /** The one that its watch told of. */
  readonly version?: string | undefined;
}

/** The object that commands such as YAML speak of: the chosen row of the tree, else the selected Pod. */
export function selectedObject(state: State): SelectedObject | undefined {
  const { row, container } = state.look.place.selection;
  if (row?.startsWith('namespace/')) {
    const name = row.slice('namespace/'.length);
    return { uid: row, byName: true, ref: { apiVersion: 'v1', kind: 'Namespace', name } };
  }
  const node = row === undefined || container !== undefined ? undefined : ownerTree(state).node(row);
  if (node) {
    const { uid, apiVersion, kind, name } = node;
    const namespace = node.object ? node.object.metadata.namespace : node.namespace;
    return {
      uid,
      version: node.object?.metadata.resourceVersion,
      ref: { apiVersion, kind, name, ...(namespace && { namespace }) },
    };
  }
  const pod = selectedPod(state);
  return pod && ((row !== undefined && attachedObject(state, pod, row)) || podObject(state, pod));
}

/** What hangs on the Pod, where its row is chosen. */
function attachedObject(state: State, pod: Pod, row: string): SelectedObject | undefined {
  const attached = attachedRow(state, row);
  if (!attached) return undefined;
  const { apiVersion, kind, name } = attached;
  const ref = { apiVersion, kind, name, namespace: pod.metadata.namespace ?? '' };
  return { uid: row, byName: true, ref };
}

function podObject(state: State, pod: Pod): SelectedObject {
  const { uid, name, namespace } = pod.metadata;
  const version = ownerTree(state).node(uid)?.object?.metadata.resourceVersion;
  return { uid, version, ref: { apiVersion: 'v1', kind: 'Pod', name, ...(namespace && { namespace }) } };
}

/** That object whole; anew where its watch tells of another version of it. Undefined where nothing is selected. */
export function selectedObjectFeed(state: State): ObjectFeed | undefined {
  const object = selectedObject(state);
  if (!object) return undefined;
  const { version, ...which } = object;
  return { type: 'object', ...which, ...(version !== undefined && { version }) };
}
