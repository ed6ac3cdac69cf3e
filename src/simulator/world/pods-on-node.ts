import { specOf, text } from '../api/fields.ts';
import type { ReadableStorage } from '../storage/storage.ts';
import { keyOf, type StoredObject } from '../api/stored-object.ts';
import type { World } from './world.ts';

const known = new WeakMap<ReadableStorage, Map<string, Map<string, StoredObject>>>();

/** The Pods that stand on a node, by an index that is kept up to date. */
export function podsOnNode({ storage }: Pick<World, 'storage'>, node: string): readonly StoredObject[] {
  return [...(indexOf(storage).get(node)?.values() ?? [])];
}

/** How many stand there. */
export const podCount = ({ storage }: Pick<World, 'storage'>, node: string): number =>
  indexOf(storage).get(node)?.size ?? 0;

function indexOf(storage: ReadableStorage): Map<string, Map<string, StoredObject>> {
  const earlier = known.get(storage);
  if (earlier) return earlier;
  const index = new Map<string, Map<string, StoredObject>>();
  const put = (pod: StoredObject): void => {
    const node = text(specOf(pod)['nodeName']);
    if (node === '') return;
    const pods = index.get(node) ?? new Map<string, StoredObject>();
    index.set(node, pods.set(keyOf(pod.metadata.namespace, pod.metadata.name), pod));
  };
  for (const { collection, object } of storage.all()) if (collection === 'pods') put(object);
  storage.subscribe(({ collection, before, after }) => {
    if (collection !== 'pods') return;
    if (after) put(after);
    else if (before)
      index
        .get(text(specOf(before)['nodeName']))
        ?.delete(keyOf(before.metadata.namespace, before.metadata.name));
  });
  known.set(storage, index);
  return index;
}
