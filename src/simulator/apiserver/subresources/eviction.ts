import { readObject } from '../request/read-object.ts';
import { keepBudgets } from './disruption.ts';
import type { DeleteOptions } from '../../registry/deletion.ts';
import type { Exchange, HandlerOptions } from '../request/exchange.ts';
import { fields } from '../../api/fields.ts';
import type { ObjectPlace } from '../../registry/registry.ts';

const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction' };

/**
 * Deletes a Pod as an Eviction wants it, where its disruption budget lets it go. Throws `ApiError` 400 for what is no
 * Eviction, 404, 409, 429 (pkg/registry/core/pod/storage/eviction.go).
 */
export function evict(
  { registry, storage }: HandlerOptions,
  { request, query }: Exchange,
  place: ObjectPlace,
  body: string,
): object {
  const sent = readObject(body, request.headers['content-type'] ?? '', EVICTION);
  const pod = storage.get(place.kind, place.namespace, place.name);
  if (pod) keepBudgets(storage, pod);
  const options = fields(sent['deleteOptions']) as DeleteOptions;
  const remove = (): unknown => registry.delete(place, options);
  if ([...(options.dryRun ?? []), ...query.getAll('dryRun')].includes('All')) storage.rehearse(remove);
  else remove();
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}
