import { ClusterError } from '../errors/cluster-error.ts';
import { CLIENT_REFUSED, UNTRUSTED } from '../errors/connection-error.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Access, Credentials } from './credentials.ts';

/**
 * Runs what needs access; once more with credentials read anew where that may help.
 *
 * @param signal gives up waiting for credentials, which a plugin may take long for
 */
export async function withRenewal<T>(
  credentials: Credentials,
  run: (access: Access) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const soon = (access: Promise<Access>): Promise<Access> =>
    signal ? unlessAborted(access, signal) : access;
  const access = await soon(credentials.current());
  let refusal: ClusterError;
  try {
    return await run(access);
  } catch (error) {
    if (!(error instanceof ClusterError) || !mayBeOutdated(error))
      throw forbiddenTo(error, credentials.nobody);
    refusal = error;
  }
  const renewed = await soon(credentials.renew(access, { keepPlugin: refusal.reason === UNTRUSTED }));
  // The same certificates would be refused the same.
  if (refusal.code !== 401 && renewed.tls === access.tls) throw refusal;
  return run(renewed).catch((error: unknown) => {
    throw refusedTwice(forbiddenTo(error, credentials.nobody), credentials.advice);
  });
}

/** Refused, or not trusted: a token, a certificate or an authority may have been replaced since it was read. */
const mayBeOutdated = ({ code, reason }: ClusterError): boolean =>
  code === 401 || reason === UNTRUSTED || reason === CLIENT_REFUSED;

/** What nobody in particular may not do is told with the reason why nobody asked. */
const forbiddenTo = (error: unknown, nobody: string | undefined): unknown =>
  nobody === undefined ? error : withAdvice(error, 403, nobody);

/** A 401 although the credentials were read anew: whose they are, and what can be done. */
const refusedTwice = (error: unknown, advice: string): unknown => withAdvice(error, 401, advice);

function withAdvice(error: unknown, refusal: number, advice: string): unknown {
  if (!(error instanceof ClusterError) || error.code !== refusal) return error;
  const { code, reason, retryAfterMs } = error;
  return new ClusterError({
    code,
    reason,
    message: `${error.message}: ${advice}`,
    cause: error,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
