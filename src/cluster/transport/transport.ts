import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Log, noLog } from '../../model/log.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { Connections } from '../connections.ts';
import type { Access, Credentials } from '../credentials/credentials.ts';
import { lifeWithin } from '../life.ts';
import { type HttpRequest, sendRequest } from './http-request.ts';
import { changeComesAgainIn, comesAgainIn, type ComingAgain, comingAgain, tellBusy } from './coming-again.ts';
import { type AnswerLimit, inTime } from './answers/in-time.ts';
import { readJson } from './answers/read-json.ts';
import { toldAnswer } from './answers/told-wait.ts';
import { toldServer } from './told-server.ts';
import { realTiming } from '../watch/backoff.ts';
import { withRenewal } from '../credentials/with-renewal.ts';

export interface RequestOptions {
  readonly method?: string;
  readonly accept?: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly signal?: AbortSignal | undefined;
  /** Whether it is asked again where the server says when to come again: it is, where who asks does not do so. */
  readonly again?: boolean;
  /** Each part of the answer is looked at before the next is asked for, and then done with: it need not be kept. */
  readonly lent?: boolean;
  /** The answer is to be plain text: a container's log. */
  readonly plain?: boolean;
  /** How long the connection may take to stand, TLS handshake included, in ms. */
  readonly connectMs?: number;
  /** How long nothing may come before the connection counts as lost, in ms. */
  readonly idleMs?: number;
  /** Is called as soon as there is access, right before it is sent. */
  readonly sent?: () => void;
  /** Is told how many bytes came, whenever something of a whole answer does. */
  readonly heard?: (bytes: number) => void;
}

export interface Transport {
  /** The server's address as it may be told. */
  readonly server: string;
  /** The server's address as it is. */
  readonly address: string;
  /** How long a connection may take to stand, in ms. */
  readonly connectMs: number;
  /** How long an answer may take, in ms; 0 or undefined: as long as it takes. */
  readonly requestTimeout?: number | undefined;
  /** What was not done before anything could be asked, as a clause: `the credential plugin … did not end`. Undefined: nothing. */
  awaits(): string | undefined;
  /** Where it is told what is waited for. */
  readonly log?: Log;
  /** The answer's body as a stream. Rejects with a `ClusterError` for anything but 2xx. */
  request(path: string, options?: RequestOptions): Promise<IncomingMessage>;
  /** The whole answer, parsed; a `ProtobufObject` where that was asked for and came. */
  json<T>(path: string, options?: RequestOptions): Promise<T>;
  /**
   * Resolves when the server answers anything at all, be it a refusal. With the access that was used last: this
   * neither waits for credentials nor has them read anew; where nothing was sent yet, there is nothing to ask.
   */
  answers(path: string, signal: AbortSignal): Promise<void>;
  /** Closes the connections that nothing uses. */
  dropIdle(): void;
  /**
   * Runs what needs access, and once more with credentials read anew if it was refused, or the server not trusted. The signal
   * gives up waiting for access, and nothing else.
   */
  withAccess<T>(
    run: (access: Access, connections: Connections) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
  /** Aborts when the transport is closed. */
  readonly closed: AbortSignal;
  close(): void;
}

const CONNECT = 15_000;
const IDLE = 60_000;
/** An API server itself ends what it does not answer within a minute (--request-timeout), where it is no watch. */
const LONGEST_SILENCE = 120_000;
/** A page has 500 objects, and an API server takes none of more than a few hundred kilobytes of text. */
const MOST_BYTES = 128 * 1024 * 1024;

export interface TransportLimits {
  /** How long a whole answer may take, and a connection to stand, in ms; 0: as long as something of it comes. */
  readonly requestTimeout?: number | undefined;
  /** How long nothing of a whole answer may come where that was not said, in ms. */
  readonly longestSilence?: number;
  /** How long a connection may take to stand, in ms. */
  readonly connectMs?: number;
  /** How large a whole answer may be. */
  readonly mostBytes?: number;
  readonly log?: Log;
  /** Hears of answers that are long in coming: who shows how the connection stands needs none. */
  readonly waits?: Log | undefined;
}

/** One keep-alive connection pool to one context's API server. */
export function openTransport(
  address: string,
  credentials: Credentials,
  {
    requestTimeout,
    longestSilence = LONGEST_SILENCE,
    connectMs: longestConnect = CONNECT,
    mostBytes = MOST_BYTES,
    log = noLog,
    waits = noLog,
  }: TransportLimits = {},
): Transport {
  const connectLimit = Math.min(requestTimeout || longestConnect, longestConnect);
  const server = toldServer(address);
  const closed = sharedAborter();
  const connections = new Connections(address, connectLimit, closed.signal);
  let latest: Access | undefined;
  const accessed: Transport['withAccess'] = (run, signal) =>
    withRenewal(credentials, (access) => run((latest = access), connections), signal);
  const told = toldAnswer(waits, server, requestTimeout);
  const withAccess: Transport['withAccess'] = (run, signal) =>
    accessed((...access) => told(run(...access)), signal);
  const over = { server, address, connections, closed: closed.signal, connectLimit, log };
  const send = (access: Access, path: string, options: RequestOptions): Promise<IncomingMessage> =>
    sendOver(over, access, path, options);
  const request: Transport['request'] = (path, options = {}) =>
    // Of a log that is followed and silent nothing comes, not even a head.
    (options.plain ? accessed : withAccess)((access) => send(access, path, options), options.signal);
  const answer = async <T>(path: string, options: RequestOptions): Promise<T> =>
    readJson<T>(await request(path, options), { server, path, mostBytes, heard: options.heard });
  const awaits = (): string | undefined => lackedBefore(credentials, connections);
  const limit: AnswerLimit = { requestTimeout, longestSilence, server, awaits };
  const json = <T>(path: string, options: RequestOptions = {}): Promise<T> => {
    const { method = 'GET', again = true, signal: outer, heard: came } = options;
    const once = (within = outer): Promise<T> =>
      inTime({ ...limit, told: came }, within, (signal, heard) =>
        answer<T>(path, { ...options, signal, heard }),
      );
    // As for kubectl, what was asked for is the time for all of it, however often the server says to come again.
    const asked = (within: AbortSignal | undefined): Promise<T> =>
      comingAgain(() => once(within), whenBusy(method, path, log, pausing(within, closed.signal)));
    return again ? inTime({ ...limit, longestSilence: 0 }, outer, asked) : once();
  };
  return {
    server,
    address,
    connectMs: connectLimit,
    requestTimeout,
    awaits,
    log,
    request,
    json,
    answers: (path, signal) => anyAnswer(latest && send(latest, path, { signal })),
    dropIdle: () => connections.dropIdle(),
    withAccess,
    closed: closed.signal,
    close: () => {
      closed.abort(closedError(server));
      connections.close();
    },
  };
}

const lackedBefore = ({ awaits: plugin }: Credentials, { awaits }: Connections): string | undefined =>
  plugin === undefined ? awaits : `${plugin} did not end`;

interface Over extends Pick<HttpRequest, 'server' | 'address' | 'log'> {
  readonly connections: Connections;
  readonly closed: AbortSignal;
  readonly connectLimit: number;
}

function sendOver(
  { connections, closed, connectLimit, ...on }: Over,
  access: Access,
  path: string,
  options: RequestOptions,
): Promise<IncomingMessage> {
  const { method = 'GET', accept = 'application/json', body, contentType = 'application/json' } = options;
  const { connectMs = connectLimit, idleMs = IDLE, signal, plain = false, lent = false } = options;
  const own = { accept, 'user-agent': 'podscope', ...(body !== undefined && sent(body, contentType)) };
  const headers = { ...access.headers, ...own };
  const signals = signal ? [signal, closed] : [closed];
  options.sent?.();
  const asked = { ...on, path, method, body, plain, lent, connectMs, idleMs, signals };
  return sendRequest({ ...asked, access, way: connections.for(access), headers });
}

const closedError = (server: string): ClusterError =>
  new ClusterError({ reason: 'Closed', message: `the connection to ${server} was closed` });

const whenBusy = (method: string, path: string, log: Log, pause: ComingAgain['pause']): ComingAgain => ({
  pause,
  tell: tellBusy(path, log),
  comesIn: method === 'GET' ? comesAgainIn : changeComesAgainIn,
});

const pausing =
  (...signals: readonly (AbortSignal | undefined)[]) =>
  async (ms: number): Promise<void> => {
    const life = lifeWithin(...signals);
    await realTiming.sleep(ms, life.signal);
    life.over();
  };

async function anyAnswer(asked: Promise<IncomingMessage> | undefined): Promise<void> {
  try {
    (await asked)?.resume();
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code === undefined) throw error;
  }
}

/** Every watch and every request listens to it: many listeners are no leak, and no warning on the screen. */
function sharedAborter(): AbortController {
  const aborter = new AbortController();
  setMaxListeners(0, aborter.signal);
  return aborter;
}

/** Node says no length of what it sends with a DELETE by itself: the server took it for the next request. */
const sent = (body: string, contentType: string): Readonly<Record<string, string>> => ({
  'content-type': contentType,
  'content-length': String(Buffer.byteLength(body)),
});
