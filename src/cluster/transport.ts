import http, { type Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { ClusterError, toClusterError } from './cluster-error.ts';
import type { Access, Credentials, TlsIdentity } from './credentials.ts';
import { errorOfResponse } from './status-error.ts';

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
}

export interface Transport {
  readonly server: string;
  /** The answer's body as a stream. Rejects with a `ClusterError` for anything but 2xx. */
  request(path: string, options?: RequestOptions): Promise<IncomingMessage>;
  /** The whole answer, parsed. */
  json<T>(path: string, options?: RequestOptions): Promise<T>;
  /** Runs what needs access, and once more with credentials read anew if it was refused with 401. */
  withAccess<T>(run: (access: Access & { agent: Agent }) => Promise<T>): Promise<T>;
  /** Aborts when the transport is closed. */
  readonly closed: AbortSignal;
  close(): void;
}

const CONNECT = 15_000;
const IDLE = 60_000;

/** One keep-alive connection pool to one context's API server. */
export function openTransport(server: string, credentials: Credentials): Transport {
  const agents = new Agents(server);
  const closed = new AbortController();

  const withAgent = (access: Access): Access & { agent: Agent } => ({
    ...access,
    agent: access.proxy ?? agents.for(access.tls),
  });
  const withAccess = async <T>(run: (access: Access & { agent: Agent }) => Promise<T>): Promise<T> => {
    const access = await credentials.current();
    try {
      return await run(withAgent(access));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== 401) throw error;
      return run(withAgent(await credentials.renew(access)));
    }
  };
  const request: Transport['request'] = (path, options = {}) => {
    const signal = options.signal ? AbortSignal.any([options.signal, closed.signal]) : closed.signal;
    return withAccess((access) => send(server, path, { ...options, signal }, access));
  };
  return {
    server,
    request,
    json: async <T>(path: string, options?: RequestOptions) =>
      readJson<T>(await request(path, options), server),
    withAccess,
    closed: closed.signal,
    close: () => {
      closed.abort(new ClusterError({ reason: 'Closed', message: `the connection to ${server} was closed` }));
      agents.close();
    },
  };
}

/** Connections made with old certificates are not used for new ones. */
class Agents {
  private tls: TlsIdentity | undefined;
  private agent: Agent | undefined;

  constructor(private readonly server: string) {}

  for(tls: TlsIdentity): Agent {
    if (this.agent && this.tls === tls) return this.agent;
    this.tls = tls;
    const options = { keepAlive: true, keepAliveMsecs: 15_000, scheduling: 'lifo' as const };
    this.agent = this.server.startsWith('http:')
      ? new http.Agent(options)
      : new https.Agent({ ...options, ...tls });
    return this.agent;
  }

  close(): void {
    this.agent?.destroy();
  }
}

function send(
  server: string,
  path: string,
  options: RequestOptions & { signal: AbortSignal },
  { agent, headers }: Access & { agent: Agent },
): Promise<IncomingMessage> {
  const { method = 'GET', accept = 'application/json', body, contentType, signal } = options;
  const { connectMs = CONNECT, idleMs = IDLE } = options;
  const client = server.startsWith('http:') ? http : https;
  return new Promise((resolve, reject) => {
    const request = client.request(server + path, {
      method,
      agent,
      signal,
      headers: {
        ...headers,
        accept,
        'user-agent': 'podscope',
        ...(body !== undefined && { 'content-type': contentType ?? 'application/json' }),
      },
    });
    let response: IncomingMessage | undefined;
    const give = (reason: string, message: string): void => {
      const error = new ClusterError({ reason, message });
      response?.destroy(error);
      request.destroy(error);
    };
    // Node's own timeouts do not fire while a TLS handshake stalls.
    const connecting = setTimeout(
      () => give('ConnectTimeout', `no connection to ${server} within ${connectMs / 1000} s`),
      connectMs,
    );
    const connected = (): void => clearTimeout(connecting);
    request.on('socket', (socket) => {
      if (request.reusedSocket) connected();
      socket.once(client === https ? 'secureConnect' : 'connect', connected);
    });
    request.setTimeout(idleMs, () =>
      give(
        'IdleTimeout',
        `nothing came from ${server} for ${idleMs / 1000} s: the connection counts as lost`,
      ),
    );
    request.on('close', connected);
    request.on('error', (error) => reject(failed(signal, error, server)));
    request.on('response', (answer) => {
      connected();
      response = answer;
      if ((answer.statusCode ?? 0) < 300) return resolve(answer);
      errorOfResponse(answer, server).then(reject, (error: unknown) => reject(failed(signal, error, server)));
    });
    request.end(body);
  });
}

/** An abort keeps its own reason, so that a cancelled request is not told as a lost one. */
function failed(signal: AbortSignal, error: unknown, server: string): ClusterError {
  if (signal.aborted && signal.reason instanceof ClusterError) return signal.reason;
  if (signal.aborted) return new ClusterError({ reason: 'Aborted', message: 'cancelled', cause: error });
  return toClusterError(error, `cannot reach ${server}`);
}

async function readJson<T>(response: IncomingMessage, server: string): Promise<T> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    return JSON.parse(Buffer.concat(chunks).toString()) as T;
  } catch (error) {
    throw toClusterError(error, `reading the answer of ${server}`);
  }
}
