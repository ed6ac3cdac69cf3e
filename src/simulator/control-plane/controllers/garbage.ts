import { FOREGROUND, ORPHAN } from '../../registry/deletion.ts';
import { apiVersionOf, type ResourceKind } from '../../api/resources.ts';
import { collectionOf, type StoredObject } from '../../api/stored-object.ts';
import type { Resident, World } from '../../world/world.ts';
import { withoutFinalizer } from './finalizers.ts';
import { Dependents, disown, type OwnerReference, ownersOf } from './ownership/dependents.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * Deletes what has no owner any more, in the background; waits for dependents, or lets them go, where a delete asked
 * for it (pkg/controller/garbagecollector/garbagecollector.go).
 */
export const garbageCollector: Resident = (world) => {
  const { storage, clock } = world;
  const dependents = Dependents.of(storage);
  const queue = new WorkQueue(clock, (key) => {
    const [collection = '', namespace = '', name = ''] = key.split(' ');
    const kind = world.kinds.find((one) => collectionOf(one) === collection);
    const object = kind && storage.get(kind, namespace || undefined, name);
    if (object) attempt(world, dependents, object);
  });
  const add = (object: StoredObject): void => {
    const kind = kindOfObject(world, object);
    const { namespace = '', name } = object.metadata;
    if (kind) queue.add([collectionOf(kind), namespace, name].join(' '));
  };
  const unsubscribe = storage.subscribe(({ before, after }) => {
    if (after && concerns(after, before)) add(after);
    if (after || !before) return;
    for (const dependent of dependents.of(before.metadata.uid)) add(dependent);
    for (const owner of ownersOf(before)) {
      const held = ownerObject(world, owner, before.metadata.namespace);
      if (held?.metadata.deletionTimestamp !== undefined) add(held);
    }
  });
  return () => {
    unsubscribe();
    queue.stop();
  };
};

/** Only what is new with owners, and what is being deleted with a finalizer of ours. */
function concerns({ metadata }: StoredObject, before: StoredObject | undefined): boolean {
  const { finalizers = [], deletionTimestamp, ownerReferences = [] } = metadata;
  if (!before && ownerReferences.length > 0) return true;
  return deletionTimestamp !== undefined && finalizers.some((one) => one === ORPHAN || one === FOREGROUND);
}

function attempt(world: World, dependents: Dependents, object: StoredObject): void {
  const { finalizers = [], deletionTimestamp, namespace, uid } = object.metadata;
  if (deletionTimestamp !== undefined && finalizers.includes(ORPHAN)) {
    for (const dependent of dependents.of(uid)) disown(world, dependent, uid);
    withoutFinalizer(world, object, ORPHAN);
    return;
  }
  if (deletionTimestamp !== undefined && finalizers.includes(FOREGROUND)) {
    return awaitDependents(world, dependents, object);
  }
  const owners = ownersOf(object);
  if (owners.length === 0 || deletionTimestamp !== undefined) return;
  const present = owners.filter((owner) => ownerObject(world, owner, namespace) !== undefined);
  if (present.length === 0) {
    world.writes.delete(object, { propagationPolicy: 'Background' });
  } else if (present.length < owners.length) {
    for (const owner of owners) if (!present.includes(owner)) disown(world, object, owner.uid);
  }
}

function awaitDependents(world: World, dependents: Dependents, object: StoredObject): void {
  const { uid } = object.metadata;
  const blocking = dependents
    .of(uid)
    .filter((one) => ownersOf(one).some((owner) => owner.uid === uid && owner.blockOwnerDeletion));
  if (blocking.length === 0) withoutFinalizer(world, object, FOREGROUND);
  for (const dependent of blocking) {
    if (dependent.metadata.deletionTimestamp !== undefined) continue;
    world.writes.delete(dependent, { propagationPolicy: 'Foreground' });
  }
}

function ownerObject(
  { storage, kinds }: World,
  { apiVersion, kind: name, name: objectName, uid }: OwnerReference,
  namespace: string | undefined,
): StoredObject | undefined {
  const kind = kinds.find((one) => one.kind === name && sameGroup(apiVersionOf(one), apiVersion));
  const found = kind && storage.get(kind, kind.namespaced ? namespace : undefined, objectName);
  return found?.metadata.uid === uid ? found : undefined;
}

const sameGroup = (a: string, b: string): boolean =>
  a.split('/').length === b.split('/').length && (!a.includes('/') || a.split('/')[0] === b.split('/')[0]);

const kindOfObject = ({ kinds }: World, { apiVersion, kind }: StoredObject): ResourceKind | undefined =>
  kinds.find((one) => one.kind === kind && apiVersionOf(one) === apiVersion);
