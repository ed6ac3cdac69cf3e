import { collectionOf, keyOf, type StorageEvent, type StoredObject } from '../../api/stored-object.ts';
import { kindOf, type Resident, type World } from '../../world/world.ts';
import { EventRecorder } from '../../world/event-recorder.ts';
import { controllerOf, Dependents } from './ownership/dependents.ts';
import { SelectorIndex } from './ownership/selector-index.ts';
import { WorkQueue } from './work-queue.ts';

/** What a controller has at hand. */
export interface Desk extends World {
  readonly events: EventRecorder;
  readonly dependents: Dependents;
  /** Looks at the object again after so many ms. */
  again(object: StoredObject, ms: number): void;
}

export interface ControllerOptions {
  /** The kind it looks after. */
  readonly kind: string;
  /** Kinds it manages: a change of one is a reason to look at its owner. */
  readonly manages: readonly string[];
  /** Any change of this kind is a reason to look at all of them. */
  readonly heeds?: string;
  /** Brings what there is nearer to what is wanted. Throws `ApiError`: then it is called again, later. */
  readonly reconcile: (desk: Desk, object: StoredObject) => void;
}

/** A controller: whenever an object of its kind, or one that it manages, changes, it looks at the object anew. */
export function controller({ kind: name, manages, heeds, reconcile }: ControllerOptions): Resident {
  return (world) => {
    const kind = kindOf(world, name);
    const { storage, clock } = world;
    const own = collectionOf(kind);
    const managed = new Set(manages.map((one) => collectionOf(kindOf(world, one))));
    const heeded = heeds === undefined ? undefined : collectionOf(kindOf(world, heeds));
    const queue = new WorkQueue(clock, (key) => {
      const [namespace, objectName] = key.includes('/') ? key.split('/') : [undefined, key];
      const object = storage.get(kind, namespace, objectName ?? '');
      if (object) reconcile(desk, object);
    });
    const again = ({ metadata }: StoredObject, ms: number): void =>
      queue.addAfter(keyOf(metadata.namespace, metadata.name), ms);
    const desk: Desk = {
      ...world,
      events: new EventRecorder(world),
      dependents: Dependents.of(storage),
      again,
    };
    const selectors = new SelectorIndex();
    const take = ({ collection, before, after }: StorageEvent): void => {
      if (collection === own) selectors.take(before, after);
      if (collection === own && after) queue.add(keyOf(after.metadata.namespace, after.metadata.name));
      if (collection === heeded) for (const key of storage.snapshot(kind).keys) queue.add(key);
      if (!managed.has(collection)) return;
      for (const object of [before, after]) {
        const owner = object && controllerOf(object);
        if (owner?.kind === name) queue.add(keyOf(object?.metadata.namespace, owner.name));
      }
      if (after && !controllerOf(after)) for (const key of selectors.of(after)) queue.add(key);
    };
    const { keys, get } = storage.snapshot(kind);
    for (const key of keys) {
      selectors.take(undefined, get(key));
      queue.add(key);
    }
    const unsubscribe = storage.subscribe(take);
    return () => {
      unsubscribe();
      queue.stop();
    };
  };
}
