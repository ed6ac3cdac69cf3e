import { specOf, fields } from '../../../api/fields.ts';
import type { ReadableStorage } from '../../../storage/storage.ts';
import { type StorageEvent, type StoredObject, keyOf } from '../../../api/stored-object.ts';
import { controllerOf } from './dependents.ts';
import { anchorOf, anchorsOf, selects } from './owner-selector.ts';

const known = new WeakMap<ReadableStorage, Orphans>();

/** What has no controller, by its labels: whoever selects it may adopt it. */
export class Orphans {
  private readonly byAnchor = new Map<string, Map<string, StoredObject>>();

  private constructor(storage: ReadableStorage) {
    for (const { collection, object } of storage.all()) this.add(collection, object);
    storage.subscribe((event) => this.take(event));
  }

  /** Those of a storage: one index serves all that ask. */
  static of(storage: ReadableStorage): Orphans {
    const orphans = known.get(storage) ?? new Orphans(storage);
    known.set(storage, orphans);
    return orphans;
  }

  /** Those of a collection that the owner's selector fits, in its namespace. Selectors without labels find none. */
  for(owner: StoredObject, collection: string): readonly StoredObject[] {
    const selector = fields(specOf(owner)['selector']);
    const anchor = anchorOf(selector);
    if (anchor === undefined) return [];
    const found = this.byAnchor.get(placeOf(collection, owner.metadata.namespace, anchor));
    return [...(found?.values() ?? [])].filter(({ metadata }) => selects(selector, metadata.labels ?? {}));
  }

  private take({ collection, before, after }: StorageEvent): void {
    if (before && !controllerOf(before)) this.remove(collection, before);
    if (after) this.add(collection, after);
  }

  private add(collection: string, object: StoredObject): void {
    if (!ADOPTED.has(collection) || controllerOf(object)) return;
    const { namespace, name, labels } = object.metadata;
    for (const anchor of anchorsOf(labels)) {
      const place = placeOf(collection, namespace, anchor);
      const found = this.byAnchor.get(place) ?? new Map<string, StoredObject>();
      this.byAnchor.set(place, found.set(keyOf(namespace, name), object));
    }
  }

  private remove(collection: string, { metadata: { namespace, name, labels } }: StoredObject): void {
    for (const anchor of anchorsOf(labels)) {
      const place = placeOf(collection, namespace, anchor);
      const found = this.byAnchor.get(place);
      found?.delete(keyOf(namespace, name));
      if (found?.size === 0) this.byAnchor.delete(place);
    }
  }
}

/** Of these kinds controllers adopt. */
const ADOPTED: ReadonlySet<string> = new Set(['pods', 'replicasets.apps']);

const placeOf = (collection: string, namespace: string | undefined, anchor: string): string =>
  `${collection} ${namespace ?? ''} ${anchor}`;
