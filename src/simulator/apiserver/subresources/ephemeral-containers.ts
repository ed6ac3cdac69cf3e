import { type FieldError, invalid } from '../../api/api-error.ts';
import { items, specOf, text } from '../../api/fields.ts';
import { applyPatch, isJson, type Json } from '../../api/patches/patch.ts';
import type { ObjectPlace } from '../../registry/registry.ts';
import type { Storage } from '../../storage/storage.ts';
import type { StoredObject } from '../../api/stored-object.ts';

const FIELD = 'spec.ephemeralContainers';

/**
 * Adds ephemeral containers to a Pod: those that are there may not be changed or taken away. Throws `ApiError` 404,
 * 422 (pkg/registry/core/pod/strategy.go, podEphemeralContainersStrategy).
 */
export function patchEphemeral(
  storage: Storage,
  { kind }: ObjectPlace,
  before: StoredObject,
  contentType: string,
  patch: string,
): StoredObject {
  const patched = applyPatch(before as unknown as Json, contentType, patch, true);
  return putEphemeral(storage, kind, before, patched);
}

/** As `patchEphemeral`, of a whole Pod that was sent. */
export function putEphemeral(
  storage: Storage,
  kind: ObjectPlace['kind'],
  before: StoredObject,
  sent: Json,
): StoredObject {
  const earlier = items(specOf(before)['ephemeralContainers']);
  const wanted = items(isJson(sent['spec']) ? sent['spec']['ephemeralContainers'] : undefined);
  const kept = earlier.every((one) => wanted.some((other) => other['name'] === one['name']));
  const errors: FieldError[] = [];
  if (!kept) {
    const message = 'Forbidden: existing ephemeral containers may not be removed';
    errors.push({ reason: 'FieldValueForbidden', field: FIELD, message });
  }
  const known = new Set(items(specOf(before)['containers']).map(({ name }) => text(name)));
  for (const [index, { name, targetContainerName: target }] of wanted.entries()) {
    if (known.has(text(name))) {
      const message = `Duplicate value: ${JSON.stringify(name)}`;
      errors.push({ reason: 'FieldValueInvalid', field: `${FIELD}[${index}].name`, message });
    }
    if (text(target) === '' || known.has(text(target))) continue;
    const message = `Not found: ${JSON.stringify(target)}`;
    errors.push({ reason: 'FieldValueInvalid', field: `${FIELD}[${index}].targetContainerName`, message });
  }
  if (errors.length > 0) throw invalid(kind, before.metadata.name, errors);
  const added = wanted.slice(earlier.length).map(filled);
  if (added.length === 0) return before;
  const { generation = 1 } = before.metadata;
  return storage.update(kind, {
    ...before,
    metadata: { ...before.metadata, generation: generation + 1 },
    spec: { ...specOf(before), ephemeralContainers: [...earlier, ...added] },
  });
}

const filled = (given: Json): Json => ({
  imagePullPolicy: 'IfNotPresent',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  ...given,
});
