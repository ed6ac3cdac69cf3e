import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import WebSocket from 'ws';
import { ClusterError } from '../errors/cluster-error.ts';
import { connectionError } from '../errors/connection-error.ts';
import type { Access } from '../credentials/credentials.ts';
import { PROTOCOLS } from './exec-protocol.ts';
import { readToTheEnd } from './read-to-the-end.ts';
import { comingAgain, tellBusy } from '../transport/coming-again.ts';
import { toldProxy } from '../transport/proxy.ts';
import { errorOfResponse } from '../errors/status-error.ts';
import type { Transport } from '../transport/transport.ts';
import { realTiming } from '../watch/backoff.ts';
import { guarded } from '../guard.ts';

/**
 * An open, paused socket. Rejects with a `ClusterError`: the server's own words where it refused the upgrade. Who is told to
 * come again comes again: nothing began.
 */
export function openSocket(
  transport: Transport,
  path: string,
  signal: AbortSignal,
  protocols?: readonly string[],
): Promise<WebSocket> {
  const ask = (): Promise<WebSocket> =>
    transport.withAccess((access, connections) =>
      upgrade(transport, path, access, connections.forUpgrade(access), signal, protocols),
    );
  return comingAgain(ask, {
    pause: (ms) => realTiming.sleep(ms, signal),
    tell: tellBusy(path, transport.log),
  });
}

function upgrade(
  { server, address, connectMs }: Pick<Transport, 'server' | 'address' | 'connectMs'>,
  path: string,
  { headers, proxy }: Access,
  agent: Agent,
  signal: AbortSignal,
  protocols: readonly string[] = PROTOCOLS,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = asked(address.replace(/^http/, 'ws') + path, headers, agent, protocols);
    const give = (error: ClusterError): void => {
      settled();
      reject(error);
      socket.terminate();
    };
    // ws's own handshakeTimeout does not fire while TLS stalls.
    const timer = setTimeout(
      () =>
        give(
          new ClusterError({
            reason: 'ConnectTimeout',
            message: `no answer from ${server}${proxy ? ` through the proxy ${toldProxy(proxy)}` : ''} within ${connectMs / 1000} s`,
          }),
        ),
      connectMs,
    );
    const aborted = (): void => give(new ClusterError({ reason: 'Aborted', message: 'cancelled' }));
    const settled = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
    };
    socket.on('upgrade', (response: IncomingMessage) => readToTheEnd(response.socket));
    // Stays for the socket's life: a socket that is terminated still reports that.
    socket.on('error', (error) => {
      settled();
      reject(handshakeError(error, server) ?? connectionError(error, server));
    });
    const broken = (error: unknown): void => give(connectionError(error, server));
    socket.on(
      'unexpected-response',
      guarded(broken, (_: unknown, response: IncomingMessage) => {
        // The time goes on: its body may never end.
        errorOfResponse(response, server)
          .catch((error: unknown) => connectionError(error, server))
          .then(give, reject);
      }),
    );
    socket.on(
      'open',
      guarded(broken, () => {
        settled();
        socket.pause();
        resolve(socket);
      }),
    );
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}

/** ws says so of an upgrade that is not what was asked for: no API server's, but of what stands between. */
function handshakeError(error: Error, server: string): ClusterError | undefined {
  if (!/^(?:Invalid (?:Upgrade|Sec-WebSocket-)|Server sent )/.test(error.message)) return undefined;
  const message = `something before ${server} does not pass WebSockets on as they are (${error.message})`;
  return new ClusterError({ reason: 'WebSocket', message, cause: error });
}

function asked(
  url: string,
  headers: Access['headers'],
  agent: Agent,
  protocols: readonly string[],
): WebSocket {
  const slashed = protocols.find((protocol) => protocol.includes('/'));
  return new WebSocket(url, slashed === undefined ? [...protocols] : [], {
    finishRequest: (request) => {
      if (slashed !== undefined) askSlashed(request, slashed);
      request.end();
    },
    agent,
    headers: { ...headers, 'user-agent': 'podscope' },
    perMessageDeflate: false,
  });
}

/**
 * Asks for a protocol whose name has a slash, as Kubernetes' tunnels have it: no token, and so ws neither sends nor takes
 * it. A server that knows another one only has said so by the time ws looks.
 */
function askSlashed(request: ClientRequest, protocol: string): void {
  request.setHeader('sec-websocket-protocol', protocol);
  request.prependListener('upgrade', ({ headers }: IncomingMessage) => {
    if (headers['sec-websocket-protocol'] === protocol) delete headers['sec-websocket-protocol'];
    else headers['sec-websocket-protocol'] ??= 'none';
  });
}
