import { alreadyExists, conflict, MODIFIED, notFound, type ResourceName } from '../api/api-error.ts';
import type { Clock } from '../time/clock.ts';
import { EventLog } from './event-log.ts';
import { same } from '../api/same.ts';
import { mergeKeys, SortedKeys } from './sorted-keys.ts';
import {
  collectionOf,
  keyOf,
  type StorageEvent,
  type StoredObject,
  withVersion,
} from '../api/stored-object.ts';

export interface StorageOptions {
  /** How many changes are remembered; what is older is 410 Expired. */
  readonly history: number;
  /** What a listener throws, once all others have heard the change; thrown at the writer where it is not given. */
  readonly troubled?: (error: unknown) => void;
}

/** What those who write in another way, or not at all, see of it. */
export type ReadableStorage = Pick<Storage, 'get' | 'all' | 'snapshot' | 'subscribe' | 'resourceVersion'>;

/** The objects of one kind at one resourceVersion, in the order of their keys. */
export interface Snapshot {
  readonly resourceVersion: number;
  readonly keys: readonly string[];
  get(key: string): StoredObject | undefined;
}

interface Collection {
  readonly objects: Map<string, StoredObject>;
  readonly keys: SortedKeys;
}

/**
 * What etcd is to an API server: all objects under one global resourceVersion, and the latest changes.
 * Writes take effect at once, so that reading, changing and writing without waiting in between is atomic.
 */
export class Storage {
  private readonly collections = new Map<string, Collection>();
  private readonly log: EventLog;
  private readonly listeners = new Set<(event: StorageEvent) => void>();
  private version = 1;
  private rehearsing = false;
  private readonly troubled: (error: unknown) => void;
  /** Changes that the listeners have not heard yet. */
  private readonly untold: StorageEvent[] = [];
  private telling = false;

  constructor({ history, troubled = rethrow }: StorageOptions) {
    this.log = new EventLog(history);
    this.troubled = troubled;
  }

  /** The resourceVersion of the last change. */
  get resourceVersion(): number {
    return this.version;
  }

  /** The oldest resourceVersion from which a watch or a list can still go on. */
  get oldest(): number {
    return this.log.oldest;
  }

  get(resource: ResourceName, namespace: string | undefined, name: string): StoredObject | undefined {
    return this.collections.get(collectionOf(resource))?.objects.get(keyOf(namespace, name));
  }

  /** Everything there is, with the collection it is in. */
  *all(): Generator<{ readonly collection: string; readonly object: StoredObject }> {
    for (const [collection, { objects }] of this.collections)
      for (const object of objects.values()) yield { collection, object };
  }

  /** Throws `ApiError` 409 where the name is taken. */
  create(resource: ResourceName, object: StoredObject): StoredObject {
    const { namespace, name } = object.metadata;
    if (this.get(resource, namespace, name)) throw alreadyExists(resource, name);
    return this.commit(resource, undefined, object);
  }

  /**
   * Replaces an object. With a resourceVersion in the new one, only that version of the old one; a write that
   * changes nothing is none. Throws `ApiError` 404 or 409.
   */
  update(resource: ResourceName, object: StoredObject): StoredObject {
    const { namespace, name, resourceVersion } = object.metadata;
    const before = this.get(resource, namespace, name);
    if (!before) throw notFound(resource, name);
    const version = before.metadata.resourceVersion;
    if (resourceVersion && resourceVersion !== version) throw conflict(resource, name, MODIFIED);
    const after = withVersion(object, version);
    return same(before, after) ? before : this.commit(resource, before, after);
  }

  /** Throws `ApiError` 404. Gives the object as it last was, under the resourceVersion of its end. */
  remove(resource: ResourceName, namespace: string | undefined, name: string): StoredObject {
    const before = this.get(resource, namespace, name);
    if (!before) throw notFound(resource, name);
    if (this.rehearsing) return before;
    const { objects } = this.collection(resource);
    objects.delete(keyOf(namespace, name));
    this.collection(resource).keys.remove(keyOf(namespace, name));
    const resourceVersion = this.version + 1;
    this.announce({ resourceVersion, collection: collectionOf(resource), before });
    return withVersion(before, String(resourceVersion));
  }

  /** The objects as they are, or were at a resourceVersion that is not older than `oldest`. */
  snapshot(resource: ResourceName, at: number = this.version): Snapshot {
    const { objects, keys: sorted } = this.collection(resource);
    const keys = sorted.all();
    const undone = this.log.undo(collectionOf(resource), at);
    if (undone.size === 0) return { resourceVersion: at, keys, get: (key) => objects.get(key) };
    const get = (key: string): StoredObject | undefined =>
      undone.has(key) ? undone.get(key) : objects.get(key);
    const gone = [...undone.keys()].filter((key) => undone.get(key) !== undefined && !objects.has(key));
    const added = new Set([...undone.keys()].filter((key) => undone.get(key) === undefined));
    return { resourceVersion: at, keys: mergeKeys(keys, gone, added), get };
  }

  /** What changed after a resourceVersion that is not older than `oldest`. */
  since(resource: ResourceName, resourceVersion: number): readonly StorageEvent[] {
    const collection = collectionOf(resource);
    return this.log.since(resourceVersion).filter((event) => event.collection === collection);
  }

  /** Waits until there is a resourceVersion, but no longer than so many ms of the clock. */
  async reached(resourceVersion: number, clock: Clock, ms: number): Promise<void> {
    if (!(resourceVersion > this.version)) return;
    await new Promise<void>((resolve) => {
      const ends: (() => void)[] = [];
      const done = (): void => {
        for (const end of ends) end();
        resolve();
      };
      ends.push(clock.after(ms, done));
      ends.push(this.subscribe((event) => event.resourceVersion >= resourceVersion && done()));
    });
  }

  /** Knows no change from before any more, as after a compaction. */
  forget(): void {
    this.log.clear();
  }

  /** Does all that a write does, and throws what it throws, but stores nothing. */
  rehearse<T>(write: () => T): T {
    this.rehearsing = true;
    try {
      return write();
    } finally {
      this.rehearsing = false;
    }
  }

  /** Tells every change from now on, in the order of their resourceVersions; call what it gives to stop. */
  subscribe(listener: (event: StorageEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private commit(
    resource: ResourceName,
    before: StoredObject | undefined,
    object: StoredObject,
  ): StoredObject {
    if (this.rehearsing) return before ? object : withoutVersion(object);
    const resourceVersion = this.version + 1;
    const after = withVersion(object, String(resourceVersion));
    const collection = this.collection(resource);
    const key = keyOf(after.metadata.namespace, after.metadata.name);
    collection.objects.set(key, after);
    if (!before) collection.keys.add(key);
    this.announce({
      resourceVersion,
      collection: collectionOf(resource),
      ...(before && { before }),
      after,
    });
    return after;
  }

  /**
   * A listener may write: what comes of that is told once all have heard what came before. Told at once, those that
   * listen later would hear of an object's end before its last change, and keep it for ever.
   */
  private announce(event: StorageEvent): void {
    this.version = event.resourceVersion;
    this.log.append(event);
    this.untold.push(event);
    if (this.telling) return;
    this.telling = true;
    const errors: unknown[] = [];
    for (let next = this.untold.shift(); next; next = this.untold.shift())
      for (const listener of this.listeners) {
        try {
          listener(next);
        } catch (error) {
          errors.push(error);
        }
      }
    this.telling = false;
    for (const error of errors) this.troubled(error);
  }

  private collection(resource: ResourceName): Collection {
    const name = collectionOf(resource);
    const known = this.collections.get(name) ?? { objects: new Map(), keys: new SortedKeys() };
    this.collections.set(name, known);
    return known;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function withoutVersion(object: StoredObject): StoredObject {
  const { resourceVersion: _none, ...metadata } = object.metadata;
  return { ...object, metadata: metadata as StoredObject['metadata'] };
}
