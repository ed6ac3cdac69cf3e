import { kindOf, type Resident, type World } from '../../world/world.ts';
import { WorkQueue } from './work-queue.ts';
import type { StoredObject } from '../../api/stored-object.ts';

const LOOK_AGAIN_MS = 1000;

/**
 * Gives a new Namespace what every one has, and takes away all that is in one that is being deleted, and then itself
 * (pkg/controller/namespace/deletion).
 */
export const namespaces: Resident = (world) => {
  const kind = kindOf(world, 'Namespace');
  const queue = new WorkQueue(world.clock, (name) => {
    const namespace = world.storage.get(kind, undefined, name);
    if (!namespace) return;
    if (namespace.metadata.deletionTimestamp === undefined) furnish(world, name);
    else if (!empty(world, name)) queue.addAfter(name, LOOK_AGAIN_MS);
    else finish(world, namespace);
  });
  for (const name of world.storage.snapshot(kind).keys) queue.add(name);
  const unsubscribe = world.storage.subscribe(({ collection, after }) => {
    if (collection === 'namespaces' && after) queue.add(after.metadata.name);
  });
  return () => {
    unsubscribe();
    queue.stop();
  };
};

function furnish(world: World, namespace: string): void {
  const { storage, writes } = world;
  const account = kindOf(world, 'ServiceAccount');
  if (!storage.get(account, namespace, 'default')) {
    writes.create(account, namespace, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
  }
  const config = kindOf(world, 'ConfigMap');
  const name = 'kube-root-ca.crt';
  if (storage.get(config, namespace, name)) return;
  const annotations = {
    'kubernetes.io/description':
      'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
  };
  const data = { 'ca.crt': '-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n' };
  writes.create(config, namespace, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations },
    data,
  });
}

/** Deletes all that is in it; tells whether nothing is left. */
function empty(world: World, namespace: string): boolean {
  let left = 0;
  for (const kind of world.kinds.filter(({ namespaced }) => namespaced)) {
    const { keys, get } = world.storage.snapshot(kind);
    for (const key of keys) {
      const object = key.startsWith(`${namespace}/`) ? get(key) : undefined;
      if (!object) continue;
      const ends = object.metadata.deletionTimestamp !== undefined;
      if (ends || world.writes.delete(object)?.gone === false) left += 1;
    }
  }
  return left === 0;
}

function finish({ writes }: World, namespace: StoredObject): void {
  const released = writes.replace(namespace, (now) => ({ ...now, spec: {} }));
  if (released && (released.metadata.finalizers ?? []).length === 0) writes.delete(released);
}
