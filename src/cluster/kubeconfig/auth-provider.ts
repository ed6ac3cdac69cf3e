import { configError } from '../errors/cluster-error.ts';
import type { AuthProvider, UserFields } from './fields.ts';

/** What stands in the place of a provider that kubectl 1.26 took away. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  [
    'gcp',
    'The gcp auth plugin has been removed: use the gke-gcloud-auth-plugin (gcloud container clusters get-credentials writes it into the kubeconfig)',
  ],
  [
    'azure',
    'The azure auth plugin has been removed: use kubelogin (kubelogin convert-kubeconfig writes it into the kubeconfig)',
  ],
]);

/**
 * Why a user's auth-provider gives no credential, whatever else the user has, as client-go's rest/plugin.go and
 * plugin/pkg/client/auth (oidc, gcp, azure); undefined where it gives one, or there is none.
 */
export function authProviderProblem({ 'auth-provider': provider }: UserFields): string | undefined {
  if (!provider) return undefined;
  const { name = '', config = {} } = provider;
  const replaced = REPLACED.get(name);
  if (replaced !== undefined) return replaced;
  if (name !== 'oidc') return `no Auth Provider found for name "${name}": use an exec credential plugin`;
  if (!config['idp-issuer-url']) return 'auth-provider oidc: Must provide idp-issuer-url';
  return config['client-id'] ? undefined : 'auth-provider oidc: Must provide client-id';
}

/** How long before its end a token is not used any more, as in client-go's oidc.go, in ms. */
const EXPIRY_MARGIN = 10_000;
const ADVICE = 'log in again; kubectl renews it where it can (`kubectl get pods`), podscope does not';

/**
 * The ID token of an OIDC user; undefined for other users. Throws `ClusterError` for one that is over or none: the
 * server would say no more than 401.
 */
export function oidcToken(provider: AuthProvider | undefined, user: string, now: number): string | undefined {
  if (provider?.name !== 'oidc') return undefined;
  const where = `the user "${user}": auth-provider oidc`;
  const token = provider.config?.['id-token'];
  if (!token) throw configError(`${where}: there is no id-token: ${ADVICE}`);
  const end = expiryOf(token);
  if (end === undefined) throw configError(`${where}: ID Token is not a valid JWT: ${ADVICE}`);
  if (end - EXPIRY_MARGIN > now) return token;
  throw configError(`${where}: the id-token expired at ${new Date(end).toISOString()}: ${ADVICE}`);
}

/** A JWT's exp (RFC 7519), in ms since 1970; undefined where there is none. */
function expiryOf(token: string): number | undefined {
  const [, claims, signature, ...more] = token.split('.');
  if (claims === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp?: unknown };
    // Dates end there (ECMA-262, time values).
    return typeof exp === 'number' && Math.abs(exp) <= 8.64e12 ? exp * 1000 : undefined;
  } catch {
    // No JSON: no token either.
    return undefined;
  }
}
