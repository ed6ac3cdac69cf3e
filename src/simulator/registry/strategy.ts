import { fields, specOf } from '../api/fields.ts';
import type { Json } from '../api/patches/patch.ts';
import { addressed } from './service-addresses.ts';
import type { Storage } from '../storage/storage.ts';
import type { StoredObject } from '../api/stored-object.ts';

/** An object as it is to be stored. */
interface NextObject extends Json {
  readonly metadata: Json;
}

export interface Allocating {
  readonly storage: Storage;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

const PREPARE: Readonly<Record<string, (object: NextObject, allocating: Allocating) => NextObject>> = {
  DaemonSet: (object) =>
    withMetadata(object, 'annotations', { 'deprecated.daemonset.template.generation': '1' }),
  Job: withSelector,
  Namespace: (object) =>
    withMetadata(object, 'labels', { 'kubernetes.io/metadata.name': object.metadata['name'] }),
  Service: (object, { storage, random }) => ({
    ...object,
    spec: addressed(specOf(object), {}, storage, random),
  }),
};

/** A new object with what the server makes up for its kind alone: each registry's strategy.go, PrepareForCreate. */
export function prepared(kind: string, object: NextObject, allocating: Allocating): NextObject {
  return PREPARE[kind]?.(object, allocating) ?? object;
}

/** A changed object with what the server keeps or makes up for its kind alone: PrepareForUpdate. */
export function preparedAgain(
  before: StoredObject,
  after: StoredObject,
  { storage, random }: Allocating,
): StoredObject {
  if (after.kind !== 'Service') return after;
  return { ...after, spec: addressed(specOf(after), specOf(before), storage, random) };
}

const withMetadata = (object: NextObject, field: string, added: Json): NextObject => ({
  ...object,
  metadata: { ...object.metadata, [field]: { ...fields(object.metadata[field]), ...added } },
});

/** A Job knows its Pods by its uid, unless it brings a selector of its own (pkg/registry/batch/job, generateSelector). */
function withSelector(job: NextObject): NextObject {
  const spec = specOf(job);
  if (spec['manualSelector'] === true) return job;
  const { uid, name, labels } = job.metadata;
  const template = fields(spec['template']);
  const metadata = fields(template['metadata']);
  const marked: Json = {
    ...fields(metadata['labels']),
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const own = Object.keys(fields(labels)).length > 0 ? labels : marked;
  return {
    ...job,
    metadata: { ...job.metadata, labels: own },
    spec: {
      ...spec,
      manualSelector: false,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { ...template, metadata: { ...metadata, labels: marked } },
    },
  };
}
