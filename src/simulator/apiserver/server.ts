import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { type AccessRule, ALL_ALLOWED } from './request/access.ts';
import { readBody, sendError, sendJson } from './request/answer.ts';
import { badRequest } from '../api/api-error.ts';
import { authenticate } from './request/authenticate.ts';
import { type Clock, MACHINE_CLOCK } from '../time/clock.ts';
import { type ContainerHost, NO_CONTAINERS } from '../world/container-host.ts';
import { discover } from './discovery.ts';
import type { Faults } from './faults/faults.ts';
import { strike } from './faults/strike.ts';
import { enter } from './request/entrance.ts';
import type { HandlerOptions } from './request/exchange.ts';
import { handleObjects } from './handlers.ts';
import { DEMO_CONTEXT } from '../api/demo-context.ts';
import { seededRandom } from '../api/identity.ts';
import { Listener } from './request/listener.ts';
import type { Registry } from '../registry/registry.ts';
import { METRICS, RESOURCE_KINDS, type ResourceKind } from '../api/resources.ts';
import { isReview, review } from './reviews.ts';
import { route } from './request/route.ts';
import { Storage } from '../storage/storage.ts';
import { metrics } from './subresources/metrics.ts';
import { upgrade } from './streams/upgrade.ts';
import type { Troubles } from '../world/troubles.ts';
import { foundWorld, type Resident, type World } from '../world/world.ts';

export interface SimulatorOptions {
  readonly clock?: Clock;
  /** Repeats uids and generated names; 1 where it is not given. */
  readonly seed?: number;
  /** Whoever does not send this bearer token is refused. kubectl sends none without TLS. */
  readonly token?: string;
  /** Serves TLS with this key and certificate (PEM); `ca` is what the kubeconfig trusts. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca: string };
  readonly allows?: AccessRule;
  readonly kinds?: readonly ResourceKind[];
  /** Changes that are remembered; older resourceVersions are 410 Expired. */
  readonly history?: number;
  /** Milliseconds between two bookmarks. */
  readonly bookmarkEveryMs?: number;
  /** Changes that wait for a slow reader before its watch is ended. */
  readonly watchQueue?: number;
  /** What lives in it; none where it is not given: then nothing happens but what clients write. */
  readonly residents?: readonly Resident[];
  /** Where the containers of its Pods are: nowhere, if it is not given. */
  readonly containers?: ContainerHost;
  /** The namespace of the kubeconfig's context. */
  readonly namespace?: string;
  /** What goes wrong with requests and connections; nothing where it is not given. */
  readonly faults?: Faults;
  /** What goes wrong in its residents; where it is not given, that is thrown where they run. */
  readonly troubles?: Troubles;
  /** In front of all paths: `/` and what nobody guesses. What is not under it is not there. */
  readonly secretPath?: string;
}

/** How a server comes back. */
export interface Restart {
  /** So long nothing listens, in ms of the clock. */
  readonly downMs?: number;
  /** It knows no changes from before any more: watches of then are 410 Expired. */
  readonly forgets?: boolean;
}

/** A simulated API server that runs. */
export interface Simulator {
  readonly url: string;
  /** For tests and for what will live in it: writes take effect at once, as a client's would. */
  readonly registry: Registry;
  readonly storage: Storage;
  readonly world: World;
  /** Where the containers of its Pods are. */
  readonly containers: ContainerHost;
  /** The text of a kubeconfig (JSON, and so YAML) whose only context is this server. */
  kubeconfig(): string;
  /** Breaks every connection, stops listening, and listens again on the same port. Rejects where that is taken. */
  restart(how?: Restart): Promise<void>;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts a simulated Kubernetes API server on a free loopback port. Rejects where it cannot listen. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? MACHINE_CLOCK;
  const random = seededRandom(options.seed ?? 1);
  const { token, troubles, secretPath } = options;
  const storage = new Storage({
    history: options.history ?? 10_000,
    ...(troubles && { troubled: troubles.take }),
  });
  const kinds = options.kinds ?? RESOURCE_KINDS;
  const { world, registry } = foundWorld({ storage, clock, random, kinds });
  troubles?.tellIn(world);
  const limits = { bookmarkEveryMs: options.bookmarkEveryMs ?? 60_000, queue: options.watchQueue ?? 10_000 };
  const handling: Handling = {
    storage,
    registry,
    clock,
    allows: options.allows ?? ALL_ALLOWED,
    user: DEMO_CONTEXT.user,
    limits,
    containers: options.containers ?? NO_CONTAINERS,
    kinds,
    token,
    faults: options.faults,
    secretPath,
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(handling, connections, request, response).catch((error: unknown) =>
      sendError(request, response, error),
    );
  };
  const server = options.tls ? https.createServer(options.tls, listener) : http.createServer(listener);
  server.on('upgrade', (request, socket, head) => upgrade(handling, request, socket, head));
  const connections = new Listener(server, (socket) => options.faults?.accepts(socket) ?? true);
  await connections.open();
  const leave = (options.residents ?? []).map((resident) => resident(world));
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${connections.port}${secretPath ?? ''}`;
  return {
    url,
    registry,
    storage,
    world,
    containers: handling.containers,
    kubeconfig: () => kubeconfigOf(url, options.faults?.token ?? token, options.tls?.ca, options.namespace),
    async restart({ downMs = 0, forgets = false } = {}) {
      await connections.close();
      if (forgets) storage.forget();
      if (downMs > 0) await new Promise<void>((resolve) => clock.after(downMs, resolve));
      await connections.open();
    },
    close() {
      for (const end of leave) end();
      return connections.close();
    },
  };
}

interface Handling extends HandlerOptions {
  readonly kinds: readonly ResourceKind[];
  readonly token: string | undefined;
  readonly faults: Faults | undefined;
  readonly secretPath: string | undefined;
}

async function answer(
  handling: Handling,
  connections: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!enter(request, handling.secretPath)) return void response.writeHead(404).end();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const struck = strike(handling, connections, request, response, pathname, searchParams);
  if (struck.kind === 'done') return;
  authenticate(request, handling.faults?.token ?? handling.token);
  const metered = handling.containers === NO_CONTAINERS ? [] : METRICS;
  const accept = request.headers.accept ?? '';
  const discovered = discover(pathname, accept, [...handling.kinds, ...metered]);
  if (discovered) return sendJson(request, response, 200, discovered.body, discovered.contentType);
  try {
    const measured = metered.length > 0 && metrics(handling, pathname, searchParams);
    if (measured) return sendJson(request, response, 200, measured);
    const found = route(pathname, handling.kinds);
    if (found) return await handleObjects(handling, request, response, found, searchParams);
    const reviewed = await reviewOf(handling, request, pathname);
    if (reviewed) return sendJson(request, response, 201, reviewed);
  } catch (error) {
    // What cannot be decoded or parsed is the client's mistake.
    if (error instanceof URIError || error instanceof SyntaxError) throw badRequest(error.message);
    throw error;
  }
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('404 page not found\n');
}

async function reviewOf(
  { kinds, allows, user }: Handling,
  request: IncomingMessage,
  pathname: string,
): Promise<object | undefined> {
  if (request.method !== 'POST' || !isReview(pathname)) return undefined;
  const text = await readBody(request);
  return review(pathname, text, request.headers['content-type'] ?? '', kinds, allows, user);
}

function kubeconfigOf(
  server: string,
  token: string | undefined,
  ca: string | undefined,
  namespace: string | undefined,
): string {
  const authority =
    ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const { name, cluster, user } = DEMO_CONTEXT;
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name: cluster, cluster: { server, ...authority } }],
    users: [{ name: user, user: token === undefined ? {} : { token } }],
    contexts: [
      {
        name,
        context: { cluster, user, ...(namespace !== undefined && { namespace }) },
      },
    ],
  });
}
