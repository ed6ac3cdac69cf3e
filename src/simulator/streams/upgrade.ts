import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type AccessRule, checkAccess } from '../access.ts';
import { ApiError, badRequest } from '../api-error.ts';
import type { ContainerHost } from '../container-host.ts';
import type { Registry } from '../registry.ts';
import { route, type Route } from '../route.ts';
import type { ResourceKind } from '../resources.ts';
import type { StoredObject } from '../stored-object.ts';
import { chosenContainer, hasHost } from './container-choice.ts';
import { portForward } from './port-forward.ts';
import { remoteCommand } from './remote-command.ts';

const STREAMS = ['exec', 'attach', 'portforward'];
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  exec: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
  attach: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
  portforward: ['v4.channel.k8s.io', 'portforward.k8s.io'],
};

/** What requests that become streams need. */
export interface StreamOptions {
  readonly registry: Registry;
  readonly containers: ContainerHost;
  readonly kinds: readonly ResourceKind[];
  readonly allows: AccessRule;
  readonly user: string;
}

/** Whether a path asks for a stream. */
export const isStream = ({ kind, subresource }: Route): boolean =>
  kind.kind === 'Pod' && subresource !== undefined && STREAMS.includes(subresource);

/** Refuses what is no good before anything else, as the server does. Throws `ApiError`. */
export function checkedPod(
  options: StreamOptions,
  found: Route,
  method: string,
  query: URLSearchParams,
): StoredObject {
  checkAccess(found, method === 'POST' ? 'create' : 'get', options.allows, options.user);
  const { kind, namespace, name = '' } = found;
  const pod = options.registry.get({ kind, namespace, name });
  if (found.subresource !== 'portforward') chosenContainer(pod, query.get('container'));
  if (!hasHost(pod)) throw badRequest(`pod ${name} does not have a host assigned`);
  return pod;
}

const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered, request) => accepted(request, [...offered]) ?? false,
});

function accepted({ url = '' }: IncomingMessage, offered: readonly string[]): string | undefined {
  const subresource = /\/(exec|attach|portforward)(?:\?|$)/.exec(url)?.[1] ?? '';
  return PROTOCOLS[subresource]?.find((one) => offered.includes(one));
}

/** Makes a WebSocket of a request for a stream, or refuses it with a Status. */
export function upgrade(
  options: StreamOptions,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  try {
    const found = route(pathname, options.kinds);
    if (!found || !isStream(found)) throw badRequest('the server could not upgrade this request');
    const pod = checkedPod(options, found, request.method ?? 'GET', query);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
    if (accepted(request, offered) === undefined) return refuse(socket, 403, '');
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => opened.terminate());
      if (found.subresource === 'portforward') {
        portForward(
          options.containers,
          pod,
          query
            .getAll('ports')
            .flatMap((one) => one.split(','))
            .map(Number),
          opened,
        );
        return;
      }
      const on = (name: string): boolean => /^(1|true)$/.test(query.get(name) ?? '');
      const container = chosenContainer(pod, query.get('container'));
      const tty = on('tty');
      remoteCommand(
        options.containers,
        pod,
        {
          subresource: found.subresource === 'attach' ? 'attach' : 'exec',
          container,
          argv: query.getAll('command'),
          stdin: on('stdin'),
          stdout: on('stdout'),
          stderr: on('stderr') && !tty,
          tty,
        },
        opened,
      );
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refuse(socket, error.code, JSON.stringify(error.body));
  }
}

function refuse(socket: Duplex, code: number, body: string): void {
  socket.end(
    `HTTP/1.1 ${code} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
