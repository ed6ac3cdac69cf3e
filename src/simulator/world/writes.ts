import type { SentObject } from '../api/sent-object.ts';
import type { DeleteOptions, Deletion } from '../registry/deletion.ts';
import type { Json } from '../api/patches/patch.ts';
import type { ObjectPlace, Registry } from '../registry/registry.ts';
import { apiVersionOf, type ResourceKind } from '../api/resources.ts';
import type { Storage } from '../storage/storage.ts';
import type { StoredMetadata, StoredObject } from '../api/stored-object.ts';

/** What an object is to be, of what it is now; nothing where there is nothing left to do. */
export type Change = (now: StoredObject) => StoredObject | undefined;

export interface WritesOptions {
  readonly registry: Registry;
  readonly storage: Storage;
  readonly kinds: readonly ResourceKind[];
}

/**
 * How whoever lives in the cluster writes: the only way there is. What was listed or read earlier may have changed or
 * gone since, by that very resident's last write too. So each write reads the object anew and changes what it is now,
 * which nothing can come between; one that is gone, or has given its name to another, is left alone.
 */
export class Writes {
  constructor(private readonly options: WritesOptions) {}

  /** Throws `ApiError` as `Registry.create` does. */
  create(kind: ResourceKind, namespace: string | undefined, sent: SentObject): StoredObject {
    return this.options.registry.create(kind, namespace, sent);
  }

  /** Gives the object as it then is; undefined where it is gone. Throws `ApiError` 400 and 422. */
  update(object: StoredObject, change: Change): StoredObject | undefined {
    return this.change(object, change, (place, sent) =>
      this.options.registry.update(place, { ...sent, metadata: compact(sent.metadata) }),
    );
  }

  /** As `update`, of the status alone. */
  updateStatus(
    object: StoredObject,
    change: (now: StoredObject) => Json | undefined,
  ): StoredObject | undefined {
    return this.change(
      object,
      (now) => {
        const status = change(now);
        return status && { ...now, status };
      },
      (place, sent) =>
        this.options.registry.update(
          { ...place, subresource: 'status' },
          { ...sent, metadata: { ...sent.metadata } },
        ),
    );
  }

  /** As `update`, of all parts at once, as the subresources `binding` and `finalize` write. */
  replace(object: StoredObject, change: Change): StoredObject | undefined {
    return this.change(object, change, ({ kind }, sent) => this.options.storage.update(kind, sent));
  }

  /** By name: what is there now by it, if anything is. Throws `ApiError` 400 and 422. */
  patch(
    kind: ResourceKind,
    namespace: string | undefined,
    name: string,
    change: Json,
  ): StoredObject | undefined {
    const { registry, storage } = this.options;
    if (!storage.get(kind, namespace, name)) return undefined;
    const type = `application/${kind.custom ? 'merge' : 'strategic-merge'}-patch+json`;
    return registry.patch({ kind, namespace, name }, type, JSON.stringify(change));
  }

  /** Undefined where it is gone already. */
  delete(object: StoredObject, options: Omit<DeleteOptions, 'preconditions'> = {}): Deletion | undefined {
    const now = this.now(object);
    if (!now) return undefined;
    const { namespace, name, uid } = now.metadata;
    const place = { kind: this.kindOf(object), namespace, name };
    return this.options.registry.delete(place, { ...options, preconditions: { uid } });
  }

  /** Stores an object as it is, without the rules of writing: what has been there before anybody looked. */
  store(object: StoredObject): StoredObject {
    return this.options.storage.create(this.kindOf(object), object);
  }

  private change(
    object: StoredObject,
    change: Change,
    write: (place: ObjectPlace, sent: StoredObject) => StoredObject,
  ): StoredObject | undefined {
    const now = this.now(object);
    const sent = now && change(now);
    if (!sent) return now;
    const { namespace, name } = now.metadata;
    return write({ kind: this.kindOf(object), namespace, name }, sent);
  }

  private now(object: StoredObject): StoredObject | undefined {
    const { namespace, name, uid } = object.metadata;
    const now = this.options.storage.get(this.kindOf(object), namespace, name);
    return now?.metadata.uid === uid ? now : undefined;
  }

  private kindOf({ apiVersion, kind }: StoredObject): ResourceKind {
    const found = this.options.kinds.find((one) => one.kind === kind && apiVersionOf(one) === apiVersion);
    if (!found) throw new Error(`the simulated cluster has no kind ${kind} in version ${apiVersion}`);
    return found;
  }
}

/** Lists that became empty are none. */
function compact({ finalizers = [], ownerReferences = [], ...rest }: StoredMetadata): Json {
  return {
    ...rest,
    ...(finalizers.length > 0 && { finalizers }),
    ...(ownerReferences.length > 0 && { ownerReferences }),
  };
}
