import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiError } from '../../api/api-error.ts';

/** Names under which a loopback server is asked for itself. */
const OWN_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

/** A path that nobody guesses: `/` and 192 bits. */
export const secretPath = (): string => `/${randomBytes(24).toString('base64url')}`;

/**
 * Lets in who knows the secret path in front of all others, and takes it off the request. Any program and any web page
 * of this machine can reach a loopback port: who does not know the path learns nothing, not even what is here. Gives
 * whether it is let in. Throws `ApiError` 403 where a browser brings it: by a name that was made to lead here (DNS
 * rebinding), or for another site.
 */
export function enter(request: IncomingMessage, secret: string | undefined): boolean {
  if (secret === undefined) return true;
  const url = request.url ?? '/';
  const rest = url.slice(secret.length);
  if (!same(url.slice(0, secret.length), secret) || !/^(\/|\?|$)/.test(rest)) return false;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  const { host = '', origin } = request.headers;
  if (!OWN_NAMES.has(host.replace(/:\d+$/, ''))) throw forbidden(`the host ${JSON.stringify(host)}`);
  if (origin !== undefined && origin !== `http://${host}`)
    throw forbidden(`the origin ${JSON.stringify(origin)}`);
  return true;
}

function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const forbidden = (who: string): ApiError =>
  new ApiError(403, 'Forbidden', `the simulated cluster is not there for ${who}`);
