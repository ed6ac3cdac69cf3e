import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Log, noLog } from '../model/log.ts';
import { ClusterError, toClusterError } from './cluster-error.ts';
import { Connections } from './connections.ts';
import type { Access, Credentials } from './credentials.ts';
import { sendRequest } from './http-request.ts';
import { errorOfAnswer } from './status-error.ts';
import { toldServer } from './told-server.ts';
import { withRenewal } from './with-renewal.ts';

export interface RequestOptions {
  readonly method?: string;
  readonly accept?: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly signal?: AbortSignal | undefined;
  /** How long the connection may take to stand, TLS handshake included, in ms. */
  readonly connectMs?: number;
  /** How long nothing may come before the connection counts as lost, in ms. */
  readonly idleMs?: number;
  /** Is called whenever something of a whole answer comes. */
  readonly heard?: () => void;
}

export interface Transport {
  /** The server's address as it may be told. */
  readonly server: string;
  /** The server's address as it is. */
  readonly address: string;
  /** How long a connection may take to stand, in ms. */
  readonly connectMs: number;
  /** The answer's body as a stream. Rejects with a `ClusterError` for anything but 2xx. */
  request(path: string, options?: RequestOptions): Promise<IncomingMessage>;
  /** The whole answer, parsed. */
  json<T>(path: string, options?: RequestOptions): Promise<T>;
  /**
   * Resolves when the server answers anything at all, be it a refusal. With the access that was used last: this
   * neither waits for credentials nor has them read anew; where nothing was sent yet, there is nothing to ask.
   */
  answers(path: string, signal: AbortSignal): Promise<void>;
  /** Closes the connections that nothing uses. */
  dropIdle(): void;
  /** Runs what needs access, and once more with credentials read anew if it was refused, or the server not trusted. */
  withAccess<T>(run: (access: Access, connections: Connections) => Promise<T>): Promise<T>;
  /** Aborts when the transport is closed. */
  readonly closed: AbortSignal;
  close(): void;
}

const CONNECT = 15_000;
const IDLE = 60_000;

export interface TransportLimits {
  /** How long a whole answer may take, and a connection to stand, in ms; 0: no more than the usual limits. */
  readonly requestTimeout?: number;
  /** How long a connection may take to stand, in ms. */
  readonly connectMs?: number;
  readonly log?: Log;
}

/** One keep-alive connection pool to one context's API server. */
export function openTransport(
  address: string,
  credentials: Credentials,
  { requestTimeout = 0, connectMs: longestConnect = CONNECT, log = noLog }: TransportLimits = {},
): Transport {
  const connectLimit = Math.min(requestTimeout || longestConnect, longestConnect);
  const server = toldServer(address);
  const closed = sharedAborter();
  const connections = new Connections(address, connectLimit, closed.signal);
  let latest: Access | undefined;
  const withAccess: Transport['withAccess'] = (run) =>
    withRenewal(credentials, (access) => run((latest = access), connections));
  const send = (access: Access, path: string, options: RequestOptions): Promise<IncomingMessage> => {
    const { method = 'GET', accept = 'application/json', body, contentType = 'application/json' } = options;
    const { connectMs = connectLimit, idleMs = IDLE, signal } = options;
    const signals = signal ? [signal, closed.signal] : [closed.signal];
    const own = {
      accept,
      'user-agent': 'podscope',
      ...(body !== undefined && { 'content-type': contentType }),
    };
    const asked = { server, address, path, method, body, connectMs, idleMs, signals, log };
    const headers = { ...access.headers, ...own };
    return sendRequest({ ...asked, access, way: connections.for(access), headers });
  };
  const request: Transport['request'] = (path, options = {}) =>
    withAccess((access) => send(access, path, options));
  const json = async <T>(path: string, options: RequestOptions = {}): Promise<T> => {
    if (requestTimeout === 0) return readJson<T>(await request(path, options), server, options.heard);
    const limit = AbortSignal.timeout(requestTimeout);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    try {
      return await readJson<T>(await request(path, { ...options, signal }), server, options.heard);
    } catch (error) {
      if (!limit.aborted || options.signal?.aborted) throw error;
      const message = `${server} did not answer within ${requestTimeout / 1000} s (--request-timeout)`;
      throw new ClusterError({ reason: 'Timeout', message, cause: error });
    }
  };
  return {
    server,
    address,
    connectMs: connectLimit,
    request,
    json,
    answers: (path, signal) => anyAnswer(latest && send(latest, path, { signal })),
    dropIdle: () => connections.dropIdle(),
    withAccess,
    closed: closed.signal,
    close: () => {
      closed.abort(new ClusterError({ reason: 'Closed', message: `the connection to ${server} was closed` }));
      connections.close();
    },
  };
}

async function anyAnswer(asked: Promise<IncomingMessage> | undefined): Promise<void> {
  try {
    (await asked)?.resume();
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code === undefined) throw error;
  }
}

async function readJson<T>(response: IncomingMessage, server: string, heard?: () => void): Promise<T> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      heard?.();
    }
  } catch (error) {
    throw toClusterError(error, `reading the answer of ${server}`);
  }
  const body = Buffer.concat(chunks).toString();
  try {
    return JSON.parse(body) as T;
  } catch {
    throw errorOfAnswer(response.statusCode ?? 0, response.headers, body, server);
  }
}

/** Every watch and every request listens to it: many listeners are no leak, and no warning on the screen. */
function sharedAborter(): AbortController {
  const aborter = new AbortController();
  setMaxListeners(0, aborter.signal);
  return aborter;
}
