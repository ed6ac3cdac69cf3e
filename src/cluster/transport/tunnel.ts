import http, { type IncomingMessage } from 'node:http';
import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { ClusterError, messageOf } from '../errors/cluster-error.ts';
import { connectionError } from '../errors/connection-error.ts';
import { hostOf, proxyLogin, toldProxy } from './proxy.ts';
import { socks5 } from './socks5.ts';
import type { TlsIdentity } from '../credentials/tls-identity.ts';
import { guarded } from '../guard.ts';

export interface TunnelOptions {
  readonly proxy: URL;
  /** Secures the connection to a proxy of `https:` too, as in kubectl: its certificate may be the cluster's authority's. */
  readonly tls: TlsIdentity;
  /** How long it may take, in ms. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Opens a way through a proxy to a host: CONNECT or SOCKS5. Rejects with a `ClusterError` that names the proxy. */
export async function openTunnel(
  target: { readonly host: string; readonly port: number },
  { proxy, tls: identity, limitMs, signal }: TunnelOptions,
): Promise<Socket> {
  const told = toldProxy(proxy);
  const socket = connectTo(proxy, identity);
  const timeout = new ClusterError({
    reason: 'ConnectTimeout',
    message: noTunnel(told, target.host, limitMs),
  });
  const limit = setTimeout(() => socket.destroy(timeout), limitMs);
  const closed = (): void => void socket.destroy(signal.reason as Error);
  signal.addEventListener('abort', closed);
  try {
    if (signal.aborted) throw signal.reason;
    const failed = new Promise<never>((_, reject) => socket.once('error', reject));
    await Promise.race([failed, ready(socket).then(() => ask(socket, target, proxy))]);
    return socket;
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw proxyError(error, told);
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', closed);
  }
}

/** What is told where a proxy lets one wait. */
export const noTunnel = (proxy: string, host: string, ms: number): string =>
  `${notOpened(proxy, host)} within ${ms / 1000} s`;

/** The same without how long that was. */
export const notOpened = (proxy: string, host: string): string =>
  `the proxy ${proxy} did not open a connection to ${host}`;

const PORTS: ReadonlyMap<string, number> = new Map(Object.entries({ 'http:': 80, 'https:': 443 }));

function connectTo(proxy: URL, identity: TlsIdentity): Socket {
  const host = hostOf(proxy);
  const port = Number(proxy.port || (PORTS.get(proxy.protocol) ?? 1080));
  const alive = { keepAlive: true, keepAliveInitialDelay: 15_000, noDelay: true };
  if (proxy.protocol !== 'https:') return net.connect({ host, port, ...alive });
  const { secureContext, rejectUnauthorized } = identity;
  const servername = net.isIP(host) === 0 ? host : '';
  return tls.connect({ host, port, servername, rejectUnauthorized, ...(secureContext && { secureContext }) });
}

const ready = (socket: Socket): Promise<void> =>
  new Promise((resolve) =>
    socket.once(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', resolve),
  );

function ask(
  socket: Socket,
  target: { readonly host: string; readonly port: number },
  proxy: URL,
): Promise<void> {
  if (proxy.protocol.startsWith('socks')) return socks5(socket, target, proxyLogin(proxy));
  const { host, port } = target;
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const login = proxyLogin(proxy);
  const headers = { host: place, ...(login && { 'proxy-authorization': login.header }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ method: 'CONNECT', path: place, headers, createConnection: () => socket });
    request.on('error', reject);
    const connected = (response: IncomingMessage, _: unknown, head: Buffer): void => {
      const { statusCode = 0, statusMessage = '' } = response;
      if (statusCode !== 200) {
        return reject(new Error(`it does not connect to ${place}: HTTP ${statusCode} ${statusMessage}`));
      }
      if (head.length > 0) socket.unshift(head);
      resolve();
    };
    request.on('connect', guarded(reject, connected));
    request.end();
  });
}

function proxyError(error: unknown, proxy: string): ClusterError {
  if (error instanceof ClusterError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) {
    const message = `the proxy ${proxy} is in the way: ${messageOf(error)}`;
    return new ClusterError({ reason: 'Proxy', message, cause: error });
  }
  const { reason, message } = connectionError(error, `the proxy ${proxy}`);
  return new ClusterError({ reason, message, cause: error });
}
