import type { UserFields } from './kubeconfig-file.ts';

/** The headers that ask to act as someone else: kubernetes.io/docs/reference/access-authn-authz/authentication. */
export function impersonationHeaders(user: UserFields): Record<string, string> {
  const headers: Record<string, string> = {};
  if (user.as) headers['Impersonate-User'] = user.as;
  if (user['as-uid']) headers['Impersonate-Uid'] = user['as-uid'];
  return headers;
}
