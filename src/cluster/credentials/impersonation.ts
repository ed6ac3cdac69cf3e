import { configError } from '../errors/cluster-error.ts';
import type { UserFields } from '../kubeconfig/fields.ts';
import { headerBytes, unsendable } from './header-value.ts';

/**
 * The headers that ask to act as someone else:
 * kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation.
 * Throws `ClusterError` for groups and the like without a user, which the server would refuse.
 */
export function impersonationHeaders(user: UserFields): Record<string, string | string[]> {
  const { as, 'as-uid': uid, 'as-groups': groups = [], 'as-user-extra': extra = {} } = user;
  if (!as) {
    if (!uid && groups.length === 0 && Object.keys(extra).length === 0) return {};
    throw configError('groups, a uid or extras to impersonate need a user to impersonate: give --as');
  }
  return {
    'Impersonate-User': bytes(as),
    ...(uid && { 'Impersonate-Uid': bytes(uid) }),
    ...(groups.length > 0 && { 'Impersonate-Group': groups.map(bytes) }),
    ...Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [
        `Impersonate-Extra-${encodeURIComponent(key)}`,
        values.map(bytes),
      ]),
    ),
  };
}

function bytes(text: string): string {
  const wrong = unsendable(text);
  if (wrong === undefined) return headerBytes(text);
  throw configError(`whom to impersonate has ${wrong} in it: an invalid header field value`);
}
