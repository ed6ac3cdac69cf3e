import { ClusterError, messageOf } from './cluster-error.ts';
import { isHttpError, notHttp } from '../transport/not-http.ts';
import { someOf } from '../../model/text/shortened.ts';

/** Reasons of errors that files read anew may mend. */
export const UNTRUSTED = 'UntrustedCertificate';
export const CLIENT_REFUSED = 'ClientCertificate';

const CHECK_AUTHORITY = 'check the certificate-authority of the cluster in the kubeconfig';
const UNKNOWN_AUTHORITY = 'signed by an unknown authority';

/** Why Node (that is, OpenSSL's X509_V_ERR_…) does not trust a server's certificate, and what can be done. */
const DISTRUST: ReadonlyMap<string, readonly [why: string, advice: string]> = new Map(
  Object.entries({
    DEPTH_ZERO_SELF_SIGNED_CERT: ['signed by itself', CHECK_AUTHORITY],
    SELF_SIGNED_CERT_IN_CHAIN: [UNKNOWN_AUTHORITY, CHECK_AUTHORITY],
    UNABLE_TO_GET_ISSUER_CERT: [UNKNOWN_AUTHORITY, CHECK_AUTHORITY],
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [UNKNOWN_AUTHORITY, CHECK_AUTHORITY],
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: [UNKNOWN_AUTHORITY, CHECK_AUTHORITY],
    CERT_UNTRUSTED: [UNKNOWN_AUTHORITY, CHECK_AUTHORITY],
    CERT_SIGNATURE_FAILURE: [
      'signed by another authority of the same name as the trusted one',
      CHECK_AUTHORITY,
    ],
    INVALID_CA: ['signed by what is no authority', CHECK_AUTHORITY],
    CERT_HAS_EXPIRED: [
      'it, or the one that signed it, has expired',
      'it has to be renewed on the server, or this machine’s clock is wrong',
    ],
    CERT_NOT_YET_VALID: ['not valid yet', 'check the clock of this machine'],
    CERT_REVOKED: ['revoked', 'it has to be replaced on the server'],
  }),
);

/** What a server says by a TLS alert, or how it answers what is no TLS, by words in OpenSSL's. */
const HANDSHAKE: readonly (readonly [words: readonly string[], reason: string, text: string])[] = [
  [
    ['wrong version number', 'packet length too long', 'http request', 'unexpected message'],
    'NoTLS',
    'does not speak TLS: perhaps its address should begin with http://, or has another port',
  ],
  [
    ['certificate required', 'handshake failure'],
    CLIENT_REFUSED,
    'refuses the connection without a client certificate that it accepts: check client-certificate and client-key of the user in the kubeconfig',
  ],
  [
    ['certificate expired'],
    CLIENT_REFUSED,
    'refuses the client certificate of the user in the kubeconfig: it has expired; have it renewed',
  ],
  [
    ['certificate', 'unknown ca', 'access denied', 'decrypt error'],
    CLIENT_REFUSED,
    'refuses the client certificate of the user in the kubeconfig: check client-certificate and client-key',
  ],
  [['protocol version', 'unsupported protocol'], 'TLS', 'speaks no version of TLS that podscope speaks'],
  [
    ['bad record mac', 'decryption failed'],
    'TLS',
    'and podscope cannot read each other any more: something on the way damages what they send (TLS: bad record)',
  ],
  [['unrecognized name'], 'TLS', 'does not know the server name it was asked for: check tls-server-name'],
];

/**
 * Why no connection came about, in one sentence with the address and, where there is some, advice. `where` is a
 * server or proxy as it may be told. An error that is a `ClusterError` already stays itself.
 */
export function connectionError(error: unknown, where: string): ClusterError {
  if (error instanceof ClusterError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const distrust = DISTRUST.get(code);
  if (distrust) return distrusted(where, distrust[0], distrust[1], error);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return otherNames(error, where);
  if (isHttpError(error)) return notHttp(error, where);
  const words = opensslWords(error);
  if (words !== undefined) {
    const known = HANDSHAKE.find(([all]) => all.some((part) => words.includes(part)));
    const [, reason, text] = known ?? [[], 'TLS', `does not agree on TLS: ${words}`];
    return new ClusterError({ reason, message: `${where} ${text}`, cause: error });
  }
  if (code === 'ECONNRESET' && messageOf(error).includes('before secure TLS connection')) {
    const message = `${where} closed the connection before TLS stood: perhaps it does not speak TLS, or something between refuses it`;
    return new ClusterError({ reason: code, message, cause: error });
  }
  const reason = code === '' ? 'Error' : code;
  return new ClusterError({ reason, message: `cannot reach ${where}: ${messageOf(error)}`, cause: error });
}

function distrusted(where: string, why: string, advice: string, cause: unknown): ClusterError {
  const message = `the certificate of ${where} is not trusted: ${why}; ${advice}`;
  return new ClusterError({ reason: UNTRUSTED, message, cause });
}

/** A certificate has names by the hundred. */
const MOST_NAMES = 5;

function otherNames(error: unknown, where: string): ClusterError {
  const { cert } = error as { cert?: { subjectaltname?: string; subject?: { CN?: unknown } } };
  const names = (cert?.subjectaltname ?? String(cert?.subject?.CN ?? ''))
    .slice(0, 4096)
    .split(',')
    .map((name) => name.trim().replace(/^(?:DNS|IP Address):/, ''))
    .filter((name) => name !== '');
  const why = names.length === 0 ? 'it has no name' : `it is for ${someOf(names, MOST_NAMES)}`;
  const advice = 'use a name of it in the server’s address, or as tls-server-name';
  return distrusted(where, why, advice, error);
}

/** What OpenSSL calls the matter, without its numbers, functions and source lines. */
function opensslWords(error: unknown): string | undefined {
  const { reason, code = '' } = error as { reason?: unknown; code?: string };
  if (typeof reason === 'string' && code.startsWith('ERR_SSL_')) return reason.toLowerCase();
  const parts = messageOf(error).split(':');
  const library = parts.indexOf('SSL routines');
  return library === -1 ? undefined : parts[library + 2]?.trim().toLowerCase();
}
