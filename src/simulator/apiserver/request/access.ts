import { ApiError } from '../../api/api-error.ts';
import type { Route } from './route.ts';

/** What somebody wants to do, as a SelfSubjectAccessReview asks it. */
export interface AccessRequest {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** Empty for the cluster scope and for all namespaces. */
  readonly namespace: string;
  readonly name: string;
}

/** Who may do what. */
export type AccessRule = (request: AccessRequest) => boolean;

export const ALL_ALLOWED: AccessRule = () => true;

/** Throws `ApiError` 403, in the words of apiserver's authorization filter. */
export function checkAccess(route: Route, verb: string, allows: AccessRule, user: string): void {
  const { kind, namespace = '', name = '', subresource = '' } = route;
  const request = { verb, group: kind.group, resource: kind.plural, subresource, namespace, name };
  if (allows(request)) return;
  const resource = subresource ? `${kind.plural}/${subresource}` : kind.plural;
  const qualified = kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope';
  const what = name ? ` "${name}"` : '';
  const message = `${qualified}${what} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${where}`;
  throw new ApiError(403, 'Forbidden', message, {
    ...(name && { name }),
    ...(kind.group && { group: kind.group }),
    kind: kind.plural,
  });
}

/** The verb a request is judged by (apiserver's endpoints/request/requestinfo.go). */
export function verbOf(method: string, { name }: Route, watch: boolean): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      return watch ? 'watch' : name === undefined ? 'list' : 'get';
  }
}
