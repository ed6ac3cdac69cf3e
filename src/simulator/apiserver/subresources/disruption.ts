import { ApiError } from '../../api/api-error.ts';
import { fields, specOf, statusOf } from '../../api/fields.ts';
import { BUILT_IN } from '../../api/resources.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { selects } from '../../../model/network/label-selector.ts';
import type { Storage } from '../../storage/storage.ts';

const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget.";
const SEVERAL =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';

/** In which phases nobody waits for a Pod. */
const FREE: ReadonlySet<unknown> = new Set(['Pending', 'Succeeded', 'Failed']);

/**
 * Refuses where a PodDisruptionBudget keeps a Pod from being evicted (pkg/registry/core/pod/storage/eviction.go). Throws
 * `ApiError` 429, and 500 where several select it.
 */
export function keepBudgets(storage: Storage, pod: StoredObject): void {
  const status = statusOf(pod);
  if (pod.metadata.deletionTimestamp !== undefined || FREE.has(status['phase'])) return;
  const [budget, ...more] = budgetsOf(storage, pod);
  if (!budget) return;
  if (more.length > 0) throw new ApiError(500, 'InternalError', `Internal error occurred: ${SEVERAL}`);
  const {
    observedGeneration = 0,
    currentHealthy = 0,
    desiredHealthy = 0,
    disruptionsAllowed,
  } = statusOf(budget) as Readonly<Record<string, number>>;
  const { name, generation = 0 } = budget.metadata;
  if (!isReady(pod)) {
    const always = specOf(budget)['unhealthyPodEvictionPolicy'] === 'AlwaysAllow';
    if (always || (desiredHealthy > 0 && currentHealthy >= desiredHealthy)) return;
  }
  if (observedGeneration < generation)
    throw refused(`The disruption budget ${name} is still being processed by the server.`, 10);
  if (!disruptionsAllowed)
    throw refused(
      `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    );
}

function refused(message: string, retryAfterSeconds?: number): ApiError {
  return new ApiError(429, 'TooManyRequests', VIOLATES, {
    causes: [{ reason: 'DisruptionBudget', message }],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

function budgetsOf(storage: Storage, { metadata }: StoredObject): readonly StoredObject[] {
  const kind = BUILT_IN.find(({ plural }) => plural === 'poddisruptionbudgets');
  if (!kind) return [];
  const { keys, get } = storage.snapshot(kind);
  return keys.flatMap((key) => {
    const budget = get(key);
    if (!budget || budget.metadata.namespace !== metadata.namespace) return [];
    const { selector } = specOf(budget);
    return selector !== undefined && selects(fields(selector), metadata.labels ?? {}) ? [budget] : [];
  });
}

const isReady = (pod: StoredObject): boolean => {
  const { conditions } = statusOf(pod);
  return (
    Array.isArray(conditions) &&
    conditions.some(
      (condition) => fields(condition)['type'] === 'Ready' && fields(condition)['status'] === 'True',
    )
  );
};
