import { badRequest } from '../../api/api-error.ts';
import { isJson, type Json } from '../../api/patches/patch.ts';
import type { StoredObject } from '../../api/stored-object.ts';

/** An autoscaling/v1 Scale of an object that has replicas. */
export function scaleOf(object: StoredObject): StoredObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = isJson(object['spec']) ? object['spec'] : {};
  const status = isJson(object['status']) ? object['status'] : {};
  const selector = isJson(spec['selector']) ? spec['selector'] : {};
  const labels = isJson(selector['matchLabels']) ? Object.entries(selector['matchLabels']) : [];
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace && { namespace }), uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec['replicas'] ?? 0 },
    status: {
      replicas: status['replicas'] ?? 0,
      selector: labels.map(([key, value]) => `${key}=${String(value)}`).join(','),
    },
  };
}

/** The object with as many replicas as a Scale wants. Throws `ApiError` 400 for a Scale without a number. */
export function scaled(object: StoredObject, scale: Json): Json & { metadata: Json } {
  const spec = isJson(scale['spec']) ? scale['spec'] : {};
  const replicas = spec['replicas'] ?? 0;
  if (typeof replicas !== 'number') throw badRequest('Scale: spec.replicas is not a number');
  const metadata = isJson(scale['metadata']) ? scale['metadata'] : {};
  const { resourceVersion } = metadata;
  const own = isJson(object['spec']) ? object['spec'] : {};
  return {
    ...object,
    metadata: { ...object.metadata, resourceVersion: resourceVersion ?? '' },
    spec: { ...own, replicas },
  };
}
