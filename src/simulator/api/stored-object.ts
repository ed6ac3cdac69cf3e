import type { ResourceName } from './api-error.ts';

/** An object as it is stored. Never changed: every write stores a new one. */
export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: StoredMetadata;
  readonly [field: string]: unknown;
}

export interface StoredMetadata {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  /** RFC 3339, whole seconds. */
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly unknown[];
}

/** A change: an object came (no `before`), changed, or went (no `after`). */
export interface StorageEvent {
  readonly resourceVersion: number;
  /** `plural.group`. */
  readonly collection: string;
  readonly before?: StoredObject;
  readonly after?: StoredObject;
}

/** `namespace/name`, or the name alone: also the order of lists, as in etcd. */
export const keyOf = (namespace: string | undefined, name: string): string =>
  namespace ? `${namespace}/${name}` : name;

export const collectionOf = ({ plural, group }: ResourceName): string =>
  group ? `${plural}.${group}` : plural;

/** The object under another resourceVersion: a deleted one is told under that of its end. */
export function withVersion(object: StoredObject, resourceVersion: string): StoredObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}
