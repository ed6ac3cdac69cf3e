import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Log, noLog } from '../../model/log.ts';
import { ClusterError, toClusterError } from '../errors/cluster-error.ts';
import { Connections } from '../connections.ts';
import type { Access, Credentials } from '../credentials/credentials.ts';
import { lifeWithin } from '../life.ts';
import { sendRequest } from './http-request.ts';
import { isProtobuf, openEnvelope } from '../protobuf/envelope.ts';
import { errorOfAnswer } from '../errors/status-error.ts';
import { changeComesAgainIn, comesAgainIn, type ComingAgain, comingAgain, tellBusy } from './coming-again.ts';
import { tooLate } from '../errors/too-late.ts';
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
  /** How long an answer may take, in ms; 0 or undefined: as long as it takes. */
  readonly requestTimeout?: number | undefined;
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
  /** Runs what needs access, and once more with credentials read anew if it was refused, or the server not trusted. */
  withAccess<T>(run: (access: Access, connections: Connections) => Promise<T>): Promise<T>;
  /** Aborts when the transport is closed. */
  readonly closed: AbortSignal;
  close(): void;
}

const CONNECT = 15_000;
const IDLE = 60_000;
/** An API server itself ends what takes longer than a minute (--request-timeout), where it is no watch. */
const LONGEST_ANSWER = 120_000;
/** A page has 500 objects, and an API server takes none of more than a few hundred kilobytes of text. */
const MOST_BYTES = 128 * 1024 * 1024;

export interface TransportLimits {
  /** How long a whole answer may take, and a connection to stand, in ms; 0: as long as something of it comes. */
  readonly requestTimeout?: number | undefined;
  /** How long a whole answer may take where that was not said, in ms. */
  readonly longestAnswer?: number;
  /** How long a connection may take to stand, in ms. */
  readonly connectMs?: number;
  /** How large a whole answer may be. */
  readonly mostBytes?: number;
  readonly log?: Log;
}

/** One keep-alive connection pool to one context's API server. */
export function openTransport(
  address: string,
  credentials: Credentials,
  {
    requestTimeout,
    longestAnswer = LONGEST_ANSWER,
    connectMs: longestConnect = CONNECT,
    mostBytes = MOST_BYTES,
    log = noLog,
  }: TransportLimits = {},
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
    const { connectMs = connectLimit, idleMs = IDLE, signal, plain = false, lent = false } = options;
    const signals = signal ? [signal, closed.signal] : [closed.signal];
    const own = { accept, 'user-agent': 'podscope', ...(body !== undefined && sent(body, contentType)) };
    const asked = { server, address, path, method, body, plain, lent, connectMs, idleMs, signals, log };
    const headers = { ...access.headers, ...own };
    return sendRequest({ ...asked, access, way: connections.for(access), headers });
  };
  const request: Transport['request'] = (path, options = {}) =>
    withAccess((access) => send(access, path, options));
  const answer = async <T>(path: string, options: RequestOptions): Promise<T> =>
    readJson<T>(await request(path, options), { server, path, mostBytes, heard: options.heard });
  const json = <T>(path: string, options: RequestOptions = {}): Promise<T> => {
    const { method = 'GET', again = true, signal: outer } = options;
    const limit = { requestTimeout, longestAnswer, server };
    const once = (within = outer): Promise<T> =>
      inTime(limit, within, (signal) => answer<T>(path, { ...options, signal }));
    const busy = whenBusy(method, path, log);
    // As for kubectl, what was asked for is the time for all of it, however often the server says to come again.
    const asked = (within: AbortSignal | undefined): Promise<T> =>
      comingAgain(() => once(within), { ...busy, pause: pausing(within, closed.signal) });
    return again ? inTime({ ...limit, longestAnswer: 0 }, outer, asked) : once();
  };
  return {
    server,
    address,
    connectMs: connectLimit,
    requestTimeout,
    log,
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

const whenBusy = (method: string, path: string, log: Log): Omit<ComingAgain, 'pause'> => ({
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

interface AnswerLimit {
  readonly requestTimeout: number | undefined;
  readonly longestAnswer: number;
  readonly server: string;
}

/** Runs what has to be over in time, the reading of the answer included. */
async function inTime<T>(
  { requestTimeout, longestAnswer, server }: AnswerLimit,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const ms = requestTimeout ?? longestAnswer;
  if (ms === 0) return run(outer);
  const limit = AbortSignal.timeout(ms);
  const life = lifeWithin(outer, limit);
  try {
    return await run(life.signal);
  } catch (error) {
    if (!limit.aborted || outer?.aborted) throw error;
    if (requestTimeout !== undefined) throw tooLate(server, ms, 'answer', error);
    const message = `${server} did not answer in whole within ${ms / 1000} s (--request-timeout gives it longer)`;
    throw new ClusterError({ reason: 'Timeout', message, cause: error });
  } finally {
    life.over();
  }
}

interface Reading {
  readonly server: string;
  readonly path: string;
  readonly mostBytes: number;
  readonly heard: (() => void) | undefined;
}

async function readJson<T>(response: IncomingMessage, reading: Reading): Promise<T> {
  const { server, mostBytes, heard } = reading;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      // What is thrown ends the answer.
      if (size > mostBytes) throw tooLarge(reading);
      chunks.push(chunk);
      heard?.();
    }
  } catch (error) {
    throw toClusterError(error, `reading the answer of ${server}`);
  }
  const body = Buffer.concat(chunks);
  if (isProtobuf(body)) return openEnvelope(body) as T;
  try {
    return JSON.parse(body.toString()) as T;
  } catch {
    throw errorOfAnswer(response.statusCode ?? 0, response.headers, body, server);
  }
}

function tooLarge({ server, path, mostBytes }: Reading): ClusterError {
  const what = `${server} answered ${path.replace(/\?.*/, '')} with more than ${mostBytes / 1024 / 1024} MiB at once`;
  const message = `${what}, which is not read to its end: ask for less (--namespace, --selector)`;
  return new ClusterError({ reason: 'TooLarge', message });
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
