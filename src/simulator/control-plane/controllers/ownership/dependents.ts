import { isJson, type Json } from '../../../api/patches/patch.ts';
import type { ReadableStorage } from '../../../storage/storage.ts';
import { keyOf, type StorageEvent, type StoredObject } from '../../../api/stored-object.ts';
import type { World } from '../../../world/world.ts';

/** An ownerReference of an object. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export const ownersOf = ({ metadata }: StoredObject): readonly OwnerReference[] =>
  (metadata.ownerReferences ?? []).filter(isJson).map((one: Json) => one as unknown as OwnerReference);

/** The one owner that manages an object (metav1.GetControllerOf). */
export const controllerOf = (object: StoredObject): OwnerReference | undefined =>
  ownersOf(object).find(({ controller }) => controller);

/** The reference that a controller puts on what it makes (metav1.NewControllerRef). */
export const controllerRef = ({ apiVersion, kind, metadata }: StoredObject): Json => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
});

/** Takes an owner off an object. */
export function disown(world: World, object: StoredObject, uid: string): void {
  world.writes.update(object, (now) => {
    const ownerReferences = ownersOf(now).filter((owner) => owner.uid !== uid);
    return { ...now, metadata: { ...now.metadata, ownerReferences } };
  });
}

const known = new WeakMap<ReadableStorage, Dependents>();

/** Who depends on whom: the objects by their owners' uids, kept up to date as they change. */
export class Dependents {
  private readonly byOwner = new Map<string, Map<string, StoredObject>>();

  private constructor(storage: ReadableStorage) {
    for (const { collection, object } of storage.all()) this.add(collection, object);
    storage.subscribe((event) => this.take(event));
  }

  /** Those of a storage: one index serves all that ask. */
  static of(storage: ReadableStorage): Dependents {
    const dependents = known.get(storage) ?? new Dependents(storage);
    known.set(storage, dependents);
    return dependents;
  }

  /** What an owner has, of one kind or of all. */
  of(uid: string, kind?: string): readonly StoredObject[] {
    const all = [...(this.byOwner.get(uid)?.values() ?? [])];
    return kind === undefined ? all : all.filter((object) => object.kind === kind);
  }

  /** What an owner manages, of one kind. */
  managed(uid: string, kind: string): readonly StoredObject[] {
    return this.of(uid, kind).filter((object) => controllerOf(object)?.uid === uid);
  }

  private take({ collection, before, after }: StorageEvent): void {
    if (before && before.metadata.ownerReferences !== after?.metadata.ownerReferences)
      this.remove(collection, before);
    if (after) this.add(collection, after);
  }

  private add(collection: string, object: StoredObject): void {
    for (const { uid } of ownersOf(object)) {
      const children = this.byOwner.get(uid) ?? new Map<string, StoredObject>();
      this.byOwner.set(uid, children.set(placeOf(collection, object), object));
    }
  }

  private remove(collection: string, object: StoredObject): void {
    for (const { uid } of ownersOf(object)) {
      const children = this.byOwner.get(uid);
      children?.delete(placeOf(collection, object));
      if (children?.size === 0) this.byOwner.delete(uid);
    }
  }
}

const placeOf = (collection: string, { metadata }: StoredObject): string =>
  `${collection}/${keyOf(metadata.namespace, metadata.name)}`;
