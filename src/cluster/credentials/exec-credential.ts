import { own } from '../../model/own.ts';
import { unsendable } from './header-value.ts';

/** What a plugin gave: a token, a client certificate, or both. */
export interface PluginCredential {
  readonly token?: string;
  /** In PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** Epoch milliseconds; absent: until the server refuses it. */
  readonly expiresAt?: number;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/**
 * The credential in what a plugin printed, parsed; the rules of client-go's plugin/pkg/client/auth/exec. Throws an
 * `Error` that says what is wrong with it, and nothing of what is in it.
 */
export function readExecCredential(value: unknown, apiVersion: string): PluginCredential {
  const document = fieldsOf(value);
  if (!document) throw new Error('did not print an ExecCredential');
  const { kind = 'no kind', apiVersion: version = '' } = document;
  if (kind !== 'ExecCredential' || version !== apiVersion) {
    const printed = [kind, version].map(short).filter((word) => word !== '');
    throw new Error(`printed ${printed.join(' ')}, not ExecCredential ${apiVersion}`);
  }
  const status = fieldsOf(document.status);
  if (!status) throw new Error('printed an ExecCredential without a status');
  const [token, cert, key, expiry] = [
    'token',
    'clientCertificateData',
    'clientKeyData',
    'expirationTimestamp',
  ].map((field) => textOf(status, field)) as [string, string, string, string];
  if (token === '' && cert === '' && key === '') {
    throw new Error('gave neither a token nor a certificate with its key');
  }
  if ((cert === '') !== (key === '')) throw new Error('gave a certificate or a key, but not both');
  const expiresAt = Date.parse(expiry);
  if (expiry !== '' && !Number.isFinite(expiresAt)) {
    throw new Error('gave an expirationTimestamp that is no time (RFC 3339)');
  }
  checkSendable(token);
  return { ...(token && { token }), ...(cert && { cert, key }), ...(expiry && { expiresAt }) };
}

/** It becomes a header. */
function checkSendable(token: string): void {
  const wrong = unsendable(token);
  if (wrong !== undefined) throw new Error(`gave a token with ${wrong} in it: an invalid header field value`);
}

const short = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 80) : typeof value);

function textOf(status: Fields, field: string): string {
  const value = own(status, field) ?? '';
  if (typeof value === 'string') return value;
  throw new Error(`gave a ${field} that is a ${typeof value}, not text`);
}
