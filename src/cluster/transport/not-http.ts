import { ClusterError, messageOf } from '../errors/cluster-error.ts';
import { quoted } from './not-kubernetes.ts';

const CHECK = 'check the server of the cluster in the kubeconfig, and any proxy before it';
/** How a record of TLS begins: an alert, or a handshake. */
const TLS: ReadonlySet<number | undefined> = new Set([0x15, 0x16]);
/** Of what was answered so much is told, in bytes. */
const MOST_BYTES = 200;

/** An error of Node's parser of HTTP. */
export interface HttpError extends Error {
  readonly code: string;
  /** What was parsed, as it came. */
  readonly rawPacket?: unknown;
}

export const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('HPE_');

/** What answers that does not speak HTTP, or not well, in one line: what it says and what can be done. */
export function notHttp(error: HttpError, where: string): ClusterError {
  const { code, rawPacket } = error;
  if (code === 'HPE_HEADER_OVERFLOW') return spoiled(where, 'headers that are too large to be read', error);
  const said = Buffer.isBuffer(rawPacket) ? rawPacket.subarray(0, MOST_BYTES) : Buffer.alloc(0);
  if (code !== 'HPE_INVALID_CONSTANT' || said.toString('latin1', 0, 5) === 'HTTP/') {
    const fault = messageOf(error).replace(/^Parse Error: /, '');
    return spoiled(where, `HTTP that is not right (${fault.toLowerCase()})`, error);
  }
  const told = (what: string): ClusterError =>
    new ClusterError({ reason: 'NotHTTP', message: `${where} is not HTTP: ${what}`, cause: error });
  if (TLS.has(said[0]) && said[1] === 3) return told('it speaks TLS; its address has to begin with https://');
  const line = said.toString().split(/[\r\n]/)[0] ?? '';
  const isText = /^[\t\u0020-\u007e]+$/.test(line);
  return told(`it answered with ${isText ? quoted(line) : 'what is no text'}; ${CHECK}`);
}

const spoiled = (where: string, what: string, cause: unknown): ClusterError =>
  new ClusterError({ reason: 'NotHTTP', message: `${where} answered with ${what}; ${CHECK}`, cause });
