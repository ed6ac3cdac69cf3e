import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AccessRule, checkAccess } from '../request/access.ts';
import { badRequest } from '../../api/api-error.ts';
import { authenticate } from '../request/authenticate.ts';
import type { ContainerHost } from '../../world/container-host.ts';
import { enter } from '../request/entrance.ts';
import type { Faults } from '../faults/faults.ts';
import type { Registry } from '../../registry/registry.ts';
import type { ResourceKind } from '../../api/resources.ts';
import { route, type Route } from '../request/route.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { checkNode, chosenContainer, hasHost } from './container-choice.ts';
import { forwardedPorts, portForward } from './port-forward.ts';
import { PlainRefusal, refuse } from './refusal.ts';
import { answerTunnel, markTunnel, TUNNEL, tunnel } from './tunnel.ts';
import { remoteCommand } from './remote-command.ts';

const STREAMS = ['exec', 'attach', 'portforward'];
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  exec: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
  attach: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
  portforward: [TUNNEL, 'v4.channel.k8s.io', 'portforward.k8s.io'],
};

/** What requests that become streams need. */
export interface StreamOptions {
  readonly registry: Registry;
  readonly containers: ContainerHost;
  readonly kinds: readonly ResourceKind[];
  readonly allows: AccessRule;
  readonly user: string;
  readonly token: string | undefined;
  readonly faults: Faults | undefined;
  readonly secretPath: string | undefined;
}

const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered, request) => accepted(request, [...offered]) ?? false,
});
sockets.on('headers', answerTunnel);

/** Makes a WebSocket of a request for a stream, or refuses it. */
export function upgrade(
  options: StreamOptions,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  let serve: (opened: WebSocket) => void;
  try {
    serve = wanted(options, request);
  } catch (error) {
    return refuse(socket, error);
  }
  sockets.handleUpgrade(request, socket, head, (opened) => {
    opened.on('error', () => opened.terminate());
    serve(opened);
  });
}

/** What is to be done once the stream is open. Throws what it is refused with instead: `ApiError`, `PlainRefusal`. */
function wanted(options: StreamOptions, request: IncomingMessage): (opened: WebSocket) => void {
  const { containers } = options;
  if (!enter(request, options.secretPath)) throw new PlainRefusal(404, '');
  authenticate(request, options.faults?.token ?? options.token);
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const found = route(pathname, options.kinds);
  if (!found || !isStream(found)) throw badRequest('the server could not upgrade this request');
  const pod = checkedPod(options, found, request.method ?? 'GET', query);
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  if (accepted(request, offered) === undefined) throw new PlainRefusal(403, '');
  if (found.subresource === 'portforward' && accepted(request, offered) === TUNNEL) {
    markTunnel(request);
    return (opened) => tunnel(containers, pod, opened);
  }
  if (found.subresource === 'portforward') {
    const ports = forwardedPorts(query);
    return (opened) => portForward(containers, pod, ports, opened);
  }
  const on = (name: string): boolean => /^(1|true)$/.test(query.get(name) ?? '');
  const tty = on('tty');
  const command = {
    subresource: found.subresource === 'attach' ? 'attach' : 'exec',
    container: chosenContainer(pod, query.get('container')),
    argv: query.getAll('command'),
    stdin: on('stdin'),
    stdout: on('stdout'),
    stderr: on('stderr') && !tty,
    tty,
  } as const;
  return (opened) => remoteCommand(containers, pod, command, opened);
}

const isStream = ({ kind, subresource }: Route): boolean =>
  kind.kind === 'Pod' && subresource !== undefined && STREAMS.includes(subresource);

/** Throws `ApiError` in the order of the server: who may not, what is not there, what cannot be meant. */
function checkedPod(
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
  checkNode(options.containers, pod);
  return pod;
}

function accepted({ url = '' }: IncomingMessage, offered: readonly string[]): string | undefined {
  const subresource = /\/(exec|attach|portforward)(?:\?|$)/.exec(url)?.[1] ?? '';
  return PROTOCOLS[subresource]?.find((one) => offered.includes(one));
}
