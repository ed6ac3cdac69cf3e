import { ApiError } from '../api/api-error.ts';
import type { ObjectPlace } from '../registry/registry.ts';

const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** Throws `ApiError` 403 for the Namespaces that a cluster cannot be without (plugin/namespace/lifecycle, admission.go). */
export function checkMortal({ kind, name }: ObjectPlace): void {
  if (kind.kind !== 'Namespace' || !IMMORTAL.has(name)) return;
  const message = `namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`;
  throw new ApiError(403, 'Forbidden', message, { name, kind: kind.plural });
}
