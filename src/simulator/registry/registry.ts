import { ApiError, badRequest, conflict, notFound } from '../api/api-error.ts';
import { checkName, type SentObject } from '../api/sent-object.ts';
import { type Clock, timestamp } from '../time/clock.ts';
import { withDefaults, withFirstStatus } from './defaults.ts';
import { randomSuffix, randomUid } from '../api/identity.ts';
import { admitted } from './admission.ts';
import { applyPatch, isJson, type Json } from '../api/patches/patch.ts';
import type { ResourceKind } from '../api/resources.ts';
import { same } from '../api/same.ts';
import {
  checkPreconditions,
  type DeleteOptions,
  type Deletion,
  graceOf,
  hasSpecFinalizers,
  withPropagation,
} from './deletion.ts';
import type { Storage } from '../storage/storage.ts';
import { prepared, preparedAgain } from './strategy.ts';
import type { StoredMetadata, StoredObject } from '../api/stored-object.ts';
import { validate } from './validation.ts';

/** What a write is about. */
export interface ObjectPlace {
  readonly kind: ResourceKind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly subresource?: 'status' | undefined;
}

export interface RegistryOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/** What only the server writes in metadata. */
const KEPT = ['uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'generation'];

/** The rules of writing, as apiserver's pkg/registry/rest and generic/registry/store.go have them. */
export class Registry {
  constructor(private readonly options: RegistryOptions) {}

  /** Throws `ApiError` 404. */
  get({ kind, namespace, name }: ObjectPlace): StoredObject {
    const found = this.options.storage.get(kind, namespace, name);
    if (!found) throw notFound(kind, name);
    return found;
  }

  /** Throws `ApiError` 400, 403 (the namespace is being deleted), 404 (it is not there), 409, 422. */
  create(kind: ResourceKind, namespace: string | undefined, sent: SentObject): StoredObject {
    const { storage, clock, random } = this.options;
    this.checkNamespace(kind, namespace, sent);
    const { metadata } = sent;
    const { generateName } = metadata;
    const generated =
      typeof generateName === 'string' && generateName ? `${generateName}${randomSuffix(random)}` : '';
    const name = metadata['name'] || generated;
    checkName(kind, name);
    const accepted = kind.kind === 'Pod' ? admitted(sent, random) : sent;
    const filled = withDefaults(
      kind.kind,
      kind.subresources.includes('status') ? withFirstStatus(kind.kind, accepted) : accepted,
    );
    validate(kind, filled, name);
    const { resourceVersion: _v, deletionTimestamp: _t, deletionGracePeriodSeconds: _g, ...own } = metadata;
    const created = {
      ...own,
      name,
      ...(namespace !== undefined && { namespace }),
      uid: randomUid(random),
      creationTimestamp: timestamp(clock.now()),
      ...(hasGeneration(kind, filled) && { generation: 1 }),
    };
    const object = prepared(kind.kind, { ...filled, metadata: created }, { storage, random });
    return storage.create(kind, object as unknown as StoredObject);
  }

  /** Throws `ApiError` 400, 404, 409, 422. */
  update(place: ObjectPlace, sent: SentObject): StoredObject {
    const { kind, namespace, name, subresource } = place;
    const sentName = sent.metadata['name'];
    if (sentName !== name) {
      throw badRequest(
        `the name of the object (${String(sentName)}) does not match the name on the URL (${name})`,
      );
    }
    this.checkNamespace(kind, namespace, sent);
    const before = this.get(place);
    if (!subresource) validate(kind, sent, name);
    const { uid } = sent.metadata;
    if (uid !== undefined && uid !== before.metadata.uid) {
      const both = `UID in precondition: ${String(uid)}, UID in object meta: ${before.metadata.uid}`;
      throw conflict(kind, name, `Precondition failed: ${both}`);
    }
    const after = merged(kind, before, sent, subresource === 'status');
    return this.store(kind, before, subresource ? after : preparedAgain(before, after, this.options));
  }

  /** Throws `ApiError` 400, 404, 409, 415, 422. */
  patch(place: ObjectPlace, contentType: string, text: string): StoredObject {
    const before = this.get(place);
    const { kind } = place;
    const patched = applyPatch(before as unknown as Json, contentType, text, !kind.custom);
    const metadata = isJson(patched['metadata']) ? patched['metadata'] : {};
    return this.update(place, { ...patched, metadata });
  }

  /**
   * Server-side apply, with force and without keeping who manages which field: what is sent is merged, nothing is
   * taken away. Throws `ApiError` as `create` and `patch` do.
   */
  apply(place: ObjectPlace, sent: SentObject): { readonly created: boolean; readonly object: StoredObject } {
    const { kind, namespace, name } = place;
    if (this.options.storage.get(kind, namespace, name)) {
      const type = `application/${kind.custom ? 'merge' : 'strategic-merge'}-patch+json`;
      return { created: false, object: this.patch(place, type, JSON.stringify(sent)) };
    }
    if (place.subresource) throw notFound(kind, name);
    const metadata = { ...sent.metadata, name };
    return { created: true, object: this.create(kind, namespace, { ...sent, metadata }) };
  }

  /**
   * Deletes at once, or marks as being deleted: with finalizers, and Pods on a node until their grace is over. What
   * ends the grace is the kubelet, what ends a Namespace its controller. Throws `ApiError` 404, 409.
   */
  delete(place: ObjectPlace, options: DeleteOptions = {}): Deletion {
    const { gracePeriodSeconds, preconditions } = options;
    const { kind, namespace, name } = place;
    const before = withPropagation(this.get(place), options);
    const { metadata } = before;
    checkPreconditions(kind, metadata, preconditions);
    const grace = graceOf(before, gracePeriodSeconds);
    const held = (metadata.finalizers?.length ?? 0) > 0 || hasSpecFinalizers(before);
    if (!held && grace === 0) {
      return { gone: true, object: this.options.storage.remove(kind, namespace, name) };
    }
    const earlier = metadata.deletionGracePeriodSeconds;
    if (metadata.deletionTimestamp !== undefined && (earlier ?? 0) <= grace)
      return { gone: false, object: this.options.storage.update(kind, before) };
    const marked: StoredMetadata = {
      ...metadata,
      deletionTimestamp: timestamp(this.options.clock.now() + grace * 1000),
      deletionGracePeriodSeconds: grace,
      ...(metadata.generation !== undefined && { generation: metadata.generation + 1 }),
    };
    const status = kind.kind === 'Namespace' ? { status: { phase: 'Terminating' } } : {};
    return {
      gone: false,
      object: this.options.storage.update(kind, { ...before, ...status, metadata: marked }),
    };
  }

  private store(kind: ResourceKind, before: StoredObject, after: StoredObject): StoredObject {
    const { namespace, name, finalizers = [] } = after.metadata;
    const stored = this.options.storage.update(kind, after);
    const released = before.metadata.deletionTimestamp !== undefined && finalizers.length === 0;
    const done = released && (before.metadata.finalizers?.length ?? 0) > 0 && !hasSpecFinalizers(stored);
    if (done && graceOf(stored, stored.metadata.deletionGracePeriodSeconds) === 0) {
      return this.options.storage.remove(kind, namespace, name);
    }
    return stored;
  }

  private checkNamespace(kind: ResourceKind, namespace: string | undefined, { metadata }: SentObject): void {
    const own = metadata['namespace'];
    if (own !== undefined && own !== '' && own !== namespace) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    if (namespace === undefined) return;
    const resource = { group: '', plural: 'namespaces' };
    const found = this.options.storage.get(resource, undefined, namespace);
    if (!found) throw notFound(resource, namespace);
    const name = metadata['name'];
    if (!found.metadata.deletionTimestamp || this.options.storage.get(kind, namespace, String(name))) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw new ApiError(403, 'Forbidden', `${kind.plural} ${JSON.stringify(name)} is forbidden: ${why}`, {
      ...(typeof name === 'string' && { name }),
      kind: kind.plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    });
  }
}

/** The new object: status is written by its subresource alone, all else by the object's own place. */
function merged(kind: ResourceKind, before: StoredObject, sent: SentObject, status: boolean): StoredObject {
  const split = kind.subresources.includes('status');
  const version = sent.metadata['resourceVersion'];
  const versioned = typeof version === 'string' ? { resourceVersion: version } : { resourceVersion: '' };
  if (status) {
    const metadata = { ...before.metadata, ...versioned };
    return { ...before, metadata, ...('status' in sent && { status: sent['status'] }) };
  }
  const { namespace, name } = before.metadata;
  const kept: Json = Object.fromEntries(
    Object.entries(before.metadata).filter(([key]) => KEPT.includes(key)),
  );
  const filled = withDefaults(kind.kind, sent);
  const place = namespace === undefined ? { name } : { name, namespace };
  const { status: sentStatus, ...rest } = filled;
  const ownStatus = split ? before['status'] : sentStatus;
  const changed =
    kept['generation'] !== undefined && !CONTENT.every((part) => same(rest[part], before[part]));
  const generation = changed ? { generation: Number(kept['generation']) + 1 } : {};
  const metadata = { ...sent.metadata, ...place, ...kept, ...generation, ...versioned };
  return {
    ...rest,
    metadata,
    ...(ownStatus !== undefined && { status: ownStatus }),
  } as unknown as StoredObject;
}

/** Kinds without a spec have no generation, but for EndpointSlices; of the core kinds only Pods do. */
function hasGeneration({ group, kind }: ResourceKind, object: Json): boolean {
  return kind === 'EndpointSlice' || (object['spec'] !== undefined && (group !== '' || kind === 'Pod'));
}

/** What an object is to be, as far as its generation counts it. */
const CONTENT = ['spec', 'endpoints', 'ports'];
