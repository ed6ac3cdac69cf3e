import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Log } from '../../model/log.ts';
import { ClusterError, IDLE_TIMEOUT } from '../errors/cluster-error.ts';
import { connectionError } from '../errors/connection-error.ts';
import { KEEP_ALIVE, type Way } from '../connections.ts';
import type { Access } from '../credentials/credentials.ts';
import { isHttpError } from './not-http.ts';
import { isForeign, isLog } from './not-kubernetes.ts';
import { hostOf, proxyLogin, toldProxy } from './proxy.ts';
import { keep, lend, mayLend } from './lending.ts';
import { logRequest } from './request-log.ts';
import { errorOfResponse } from '../errors/status-error.ts';
import { noTunnel } from './tunnel.ts';
import { guarded } from '../guard.ts';

export interface HttpRequest {
  /** The server's address as it may be told. */
  readonly server: string;
  readonly address: string;
  readonly path: string;
  readonly access: Access;
  readonly way: Way;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | undefined;
  /** Each part of the answer is looked at before the next is asked for, and then done with. */
  readonly lent: boolean;
  /** The answer is to be a log: plain text. */
  readonly plain: boolean;
  /** How long the connection may take to stand, TLS handshake included, in ms. */
  readonly connectMs: number;
  /** How long nothing may come before the connection counts as lost, in ms. */
  readonly idleMs: number;
  /** Any of them ends the request, and the answer while it is read. */
  readonly signals: readonly AbortSignal[];
  readonly log: Log;
}

/**
 * Sends one request. Rejects with a `ClusterError` for anything but 2xx of an API server: the server's own
 * words where it answered. What goes wrong while the answer is read is an error of its stream.
 */
export async function sendRequest(options: HttpRequest): Promise<IncomingMessage> {
  throwIfStopped(options.signals);
  try {
    return await send(options);
  } catch (error) {
    throwIfStopped(options.signals);
    // The server had closed an idle connection before it could know of this request.
    if (error instanceof StaleConnection && options.method === 'GET') return sendRequest(options);
    throw connectionError(
      error instanceof StaleConnection ? error.cause : error,
      options.way.forward ? `the proxy ${toldProxy(options.way.forward)}` : options.server,
    );
  }
}

/** A signal that has a reason of its own gives it, so that nothing cancelled is told as lost. */
function throwIfStopped(signals: readonly AbortSignal[]): void {
  const stopped = signals.find(({ aborted }) => aborted);
  if (stopped?.reason instanceof ClusterError) throw stopped.reason;
  if (stopped) throw new ClusterError({ reason: 'Aborted', message: 'cancelled' });
}

class StaleConnection extends Error {}

function send(options: HttpRequest): Promise<IncomingMessage> {
  const { server, body } = options;
  return new Promise((resolve, reject) => {
    const request = open(options);
    let response: IncomingMessage | undefined;
    const end = (error: Error): void => {
      response?.destroy(error);
      request.destroy(error);
    };
    const broken = (error: unknown): void => end(connectionError(error, server));
    logRequest(options.log, options, request);
    // An agent's option does so for connections without TLS, and for idle ones.
    request.on('socket', (socket) => socket.setKeepAlive(true, KEEP_ALIVE));
    if (options.lent) {
      request.on('socket', mayLend);
      request.on('information', () => request.socket && mayLend(request.socket));
    }
    limitTime(request, options, end);
    endWith(options.signals, request, end);
    request.on('error', (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && error.code === 'ECONNRESET' && !response;
      reject(stale ? new StaleConnection('', { cause: error }) : error);
      // Node tells of an answer that stops being HTTP only here; its stream would say that it was reset.
      if (isHttpError(error)) response?.destroy(connectionError(error, server));
    });
    request.on(
      'response',
      guarded(broken, (answer: IncomingMessage) => {
        response = answer;
        const { statusCode = 0, headers } = answer;
        const { plain } = options;
        const good = statusCode < 300 && (plain ? isLog(statusCode, headers) : !isForeign(headers));
        if (options.lent) (good ? lend : keep)(answer);
        if (good) resolve(answer);
        else errorOfResponse(answer, server, plain).then(reject, reject);
      }),
    );
    request.end(body);
  });
}

/** A proxy is given the whole address. */
function open({ address, path, way, method, headers }: HttpRequest): ClientRequest {
  const url = address + path;
  const { agent, forward } = way;
  const client = (forward?.protocol ?? new URL(address).protocol) === 'https:' ? https : http;
  if (!forward) return client.request(url, { method, agent, headers });
  const login = proxyLogin(forward)?.header;
  const all = { ...headers, host: new URL(address).host, ...(login && { 'proxy-authorization': login }) };
  return client.request({
    hostname: hostOf(forward),
    port: forward.port,
    path: url,
    method,
    agent,
    headers: all,
  });
}

/** Two limits: until the connection stands, which Node's own timeouts do not watch over, and between bytes. */
function limitTime(
  request: ClientRequest,
  { server, access, way, connectMs, idleMs }: HttpRequest,
  end: (error: Error) => void,
): void {
  let proxy = access.proxy && toldProxy(access.proxy);
  const connecting = setTimeout(() => {
    const message = proxy
      ? noTunnel(proxy, server, connectMs)
      : `no connection to ${server} within ${connectMs / 1000} s`;
    end(new ClusterError({ reason: 'ConnectTimeout', message }));
  }, connectMs);
  const connected = (): void => clearTimeout(connecting);
  request.on('socket', (socket) => {
    // A tunnel stands when its socket is given.
    if (!way.forward) proxy = undefined;
    const secured = socket instanceof TLSSocket;
    if (request.reusedSocket || (!secured && !socket.connecting)) connected();
    else socket.once(secured ? 'secureConnect' : 'connect', connected);
  });
  request.on('response', connected);
  request.on('close', connected);
  request.setTimeout(idleMs, () => {
    const message = `nothing came from ${server} for ${idleMs / 1000} s: the connection counts as lost`;
    end(new ClusterError({ reason: IDLE_TIMEOUT, message }));
  });
}

/** Listens to long-lived signals for as long as the request lasts; AbortSignal.any would keep it for ever. */
function endWith(signals: readonly AbortSignal[], request: ClientRequest, end: (error: Error) => void): void {
  const aborted = (): void => end(new ClusterError({ reason: 'Aborted', message: 'cancelled' }));
  for (const signal of signals) {
    signal.addEventListener('abort', aborted);
    request.on('close', () => signal.removeEventListener('abort', aborted));
  }
}
