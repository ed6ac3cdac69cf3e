import { noSuchResource } from '../../api/api-error.ts';
import { apiVersionOf, type ResourceKind } from '../../api/resources.ts';

/** What a path names: all objects of a kind, those of a namespace, one of them, or a part of one. */
export interface Route {
  readonly kind: ResourceKind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** Reads a path; undefined where no group or version is served under it. Throws `ApiError` 404 for kinds there are not. */
export function route(path: string, kinds: readonly ResourceKind[]): Route | undefined {
  const parts = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))\/(.+)$/.exec(path);
  const apiVersion = parts?.[1] ?? parts?.[2];
  const steps = (parts?.[3] ?? '').split('/').map(decodeURIComponent);
  const served = kinds.filter((kind) => apiVersionOf(kind) === apiVersion);
  if (served.length === 0) return undefined;
  // What comes after /namespaces/NAME is in it, but for the parts of a Namespace itself.
  const within = steps[0] === 'namespaces' && steps.length > 2 && steps[2] !== 'status';
  const [plural = '', name, subresource, ...rest] = within ? steps.slice(2) : steps;
  const kind = served.find((one) => one.plural === plural);
  const namespace = within ? steps[1] : undefined;
  if (!kind || rest.length > 0) throw noSuchResource();
  const found = { kind, namespace, name, subresource };
  if (!fits(found)) throw noSuchResource();
  return found;
}

function fits({ kind, namespace, name, subresource }: Route): boolean {
  if (namespace !== undefined && !kind.namespaced) return false;
  if (kind.namespaced && name !== undefined && namespace === undefined) return false;
  return subresource === undefined || (kind.subresources as readonly string[]).includes(subresource);
}
