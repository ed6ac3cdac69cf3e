import { configError } from '../errors/cluster-error.ts';
import type { UserFields } from '../kubeconfig/fields.ts';

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

/** Node writes a header's characters as bytes; Kubernetes reads them as UTF-8. */
const bytes = (text: string): string => Buffer.from(text).toString('latin1');
