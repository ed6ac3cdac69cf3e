import type { Standing } from '../../store/cluster.ts';
import { span } from '../../view/block.ts';
import { cutEnd } from '../../view/text/text.ts';

/** Cells for a reason: it is a word where the server keeps to the rules. */
const REASON = 40;

/** The server refuses it to who asks. */
export const isDenied = ({ failure }: Standing): boolean => failure?.code === 403;

/** Why a kind cannot be had at all. */
export const denial = (status: Standing): string =>
  isDenied(status) ? 'denied' : cutEnd(span(status.failure?.reason || 'failed').text, REASON);

/** The system's words for what happened to a connection. */
const SYSTEM: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ECONNRESET: 'connection reset',
    ECONNREFUSED: 'connection refused',
    ETIMEDOUT: 'timed out',
    EHOSTUNREACH: 'host unreachable',
    ENETUNREACH: 'network unreachable',
    ENOTFOUND: 'host not found',
    EAI_AGAIN: 'host name not resolved',
    ECONNABORTED: 'connection aborted',
    EPROTO: 'TLS failed',
    UnexpectedEnd: 'the answer was cut off',
    InvalidAnswer: 'the answer cannot be read',
    EmptyAnswer: 'the answer was empty',
    InternalError: 'the server failed',
    Timeout: 'timed out',
    EPIPE: 'connection closed',
    NoAnswer: 'no answer',
    DeadConnection: 'the connection was dead',
    IdleTimeout: 'nothing came any more',
    VeryShortWatch: 'the watch ended at once',
    SilentWatch: 'nothing comes of the watch',
    TooLarge: 'the answer was too large',
    ConnectTimeout: 'no connection',
    Expired: 'too old, listed anew',
    Gone: 'too old, listed anew',
    ListedAnew: 'listing anew',
    NotKubernetes: 'not a Kubernetes API server',
    NotHTTP: 'not HTTP',
    UntrustedCertificate: 'certificate not trusted',
    ClientCertificate: 'client certificate refused',
    NoTLS: 'no TLS there',
    Proxy: 'refused by the proxy',
    CredentialPlugin: 'credential plugin failed',
  }),
);

/** A code that nobody has translated reads better as words: `UNABLE_TO_GET_CRL`. */
const inWords = (reason: string): string =>
  /^[A-Z\d]+(_[A-Z\d]+)+$/.test(reason) ? reason.toLowerCase().replaceAll('_', ' ') : reason;

/** Why a kind does not come as it should, in few words. */
export function reasonOf({ failure }: Standing): string {
  if (!failure) return 'no answer';
  return cutEnd(span(SYSTEM.get(failure.reason) ?? inWords(failure.reason)).text, REASON);
}
