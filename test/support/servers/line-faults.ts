import type { FaultProxy } from './fault-proxy.ts';
import { forget, recall } from './test-names.ts';
import { type HttpFaults, status, text, times, type Verb } from './http-faults.ts';

/** What is told first, as `Watched` has it; or nothing, where the fault is mended before there is anything to tell. */
export type Notice = 'silent' | 'stale' | 'failed' | 'polled' | 'nothing';

interface Fault {
  readonly name: string;
  readonly notice: Notice;
  /** Limits of the product's own that noticing takes, in s; the rest is the machine's. */
  readonly within: number;
}

/** A fault of connections. What was begun is mended as soon as it is noticed. */
export interface LineFault extends Fault {
  readonly begin: (proxy: FaultProxy) => void | Promise<void>;
  readonly mend?: (proxy: FaultProxy) => void | Promise<void>;
}

/** A fault of answers. */
export interface AnswerFault extends Fault {
  /** What is put into a watch is a line of JSON: the watch is one of lines too. */
  readonly json?: true;
  readonly begin: (server: HttpFaults) => void;
  readonly mend?: (server: HttpFaults) => void;
}

const pass = (proxy: FaultProxy): void => void (proxy.welcome = 'pass');
const heal = (server: HttpFaults): void => void (server.fault = () => undefined);

export const LINE_FAULTS: readonly LineFault[] = [
  { name: 'all connections reset', notice: 'stale', within: 0, begin: (proxy) => proxy.reset() },
  { name: 'all connections closed', notice: 'stale', within: 0, begin: (proxy) => proxy.end() },
  {
    name: 'server down, then up',
    notice: 'stale',
    within: 0,
    begin: (proxy) => proxy.close(),
    mend: (proxy) => proxy.up(),
  },
  {
    name: 'connections closed as soon as they are made',
    notice: 'stale',
    within: 0,
    begin: (proxy) => {
      proxy.welcome = 'refuse';
      proxy.reset();
    },
    mend: pass,
  },
  {
    name: 'handshakes stall',
    notice: 'stale',
    within: 0,
    begin: (proxy) => {
      proxy.welcome = 'stall';
      proxy.reset();
    },
    mend: pass,
  },
  {
    name: 'half-open, all connections and new ones; they stay dead',
    notice: 'silent',
    within: 8,
    begin: (proxy) => {
      proxy.welcome = 'stall';
      proxy.freeze();
    },
    mend: pass,
  },
  {
    name: 'half-open, all connections and new ones; they thaw',
    notice: 'silent',
    within: 8,
    begin: (proxy) => {
      proxy.welcome = 'stall';
      proxy.freeze();
    },
    mend: (proxy) => {
      proxy.welcome = 'pass';
      proxy.thaw();
    },
  },
  {
    name: 'half-open, only towards the server, new ones too',
    notice: 'silent',
    within: 8,
    begin: (proxy) => {
      proxy.welcome = 'stall';
      proxy.freeze('to the server');
    },
    mend: pass,
  },
  {
    name: 'half-open, only from the server, new ones too',
    notice: 'silent',
    within: 8,
    begin: (proxy) => {
      proxy.welcome = 'stall';
      proxy.freeze('from the server');
    },
    mend: pass,
  },
  {
    name: 'half-open, all connections; new ones work',
    notice: 'stale',
    within: 10,
    begin: (proxy) => proxy.freeze(),
  },
  {
    name: 'half-open, the one watch; all else works',
    notice: 'nothing',
    within: 0,
    begin: (proxy) => proxy.freeze('both', 'latest'),
  },
  {
    name: 'slow: 2,000 bytes a second',
    notice: 'nothing',
    within: 0,
    begin: (proxy) => proxy.slowDown(2000),
  },
  {
    name: 'late: all comes a second later, both ways',
    notice: 'nothing',
    within: 0,
    begin: (proxy) => proxy.delay(1000),
  },
  {
    name: "the server's name is not found",
    notice: 'stale',
    within: 0,
    begin: (proxy) => {
      forget(proxy.port);
      proxy.reset();
    },
    mend: (proxy) => recall(proxy.port),
  },
];

const forbidden = (verb: string): ReturnType<typeof status> =>
  status(403, 'Forbidden', `pods is forbidden: User "eve" cannot ${verb} resource "pods" in API group ""`);
const event = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`;
const expired = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
const failure = { kind: 'Status', code: 500, reason: 'InternalError', message: 'etcdserver: leader changed' };
const ASKED: readonly Verb[] = ['list', 'watch'];

/** The watch ends, and what is asked next in its place is answered so. */
const next =
  (count: number, answer: ReturnType<typeof status>, verbs: readonly Verb[] = ['watch']) =>
  (server: HttpFaults): void => {
    server.fault = times(count, verbs, answer);
    server.endWatches();
  };

/** The same until it is mended. */
const always = (answer: ReturnType<typeof status>, verbs: readonly Verb[] = ASKED) =>
  next(Infinity, answer, verbs);

export const ANSWER_FAULTS: readonly AnswerFault[] = [
  {
    name: '401 once',
    notice: 'nothing',
    within: 0,
    begin: next(1, status(401, 'Unauthorized', 'Unauthorized')),
  },
  {
    name: '401, then logged in again',
    notice: 'failed',
    within: 0,
    begin: always(status(401, 'Unauthorized', 'Unauthorized')),
    mend: heal,
  },
  { name: '403 once, on the watch', notice: 'nothing', within: 0, begin: next(1, forbidden('watch')) },
  {
    name: '403 once, on watch and list',
    notice: 'failed',
    within: 0,
    begin: next(2, forbidden('list'), ASKED),
  },
  { name: '403, then granted', notice: 'failed', within: 0, begin: always(forbidden('list')), mend: heal },
  {
    name: 'list allowed, watch not, then granted',
    notice: 'polled',
    within: 0,
    begin: always(forbidden('watch'), ['watch']),
    mend: heal,
  },
  { name: '404 once', notice: 'failed', within: 0, begin: next(1, text(404, '404 page not found')) },
  { name: '405 once', notice: 'failed', within: 0, begin: next(1, text(405, 'no')) },
  { name: '410 as a status', notice: 'stale', within: 0, begin: next(1, status(410, 'Expired', 'too old')) },
  {
    name: '410 as an event',
    notice: 'stale',
    within: 0,
    json: true,
    begin: (server) => server.endWatches(event('ERROR', expired)),
  },
  {
    name: '429 with Retry-After: 5',
    notice: 'stale',
    within: 0,
    begin: next(1, text(429, 'Too many requests, please try again later.', { 'retry-after': '5' })),
  },
  {
    name: '429 without Retry-After',
    notice: 'stale',
    within: 0,
    begin: next(1, text(429, 'Too many requests')),
  },
  {
    name: '500, three times',
    notice: 'stale',
    within: 0,
    begin: next(3, status(500, 'InternalError', 'etcdserver: leader changed')),
  },
  {
    name: '500 as an event',
    notice: 'stale',
    within: 0,
    json: true,
    begin: (server) => server.endWatches(event('ERROR', failure)),
  },
  {
    name: '502 in HTML, three times',
    notice: 'stale',
    within: 0,
    begin: next(3, text(502, '<h1>Bad Gateway</h1>')),
  },
  {
    name: '503 with Retry-After: 1, three times',
    notice: 'stale',
    within: 0,
    begin: next(3, text(503, 'shutting down', { 'retry-after': '1' })),
  },
  { name: '504 once', notice: 'stale', within: 0, begin: next(1, status(504, 'Timeout', 'too large')) },
  {
    name: '307 to elsewhere, once',
    notice: 'stale',
    within: 0,
    begin: next(1, text(307, '', { location: '/' })),
  },
  {
    name: 'a login page with 200, once',
    notice: 'stale',
    within: 0,
    begin: next(1, text(200, '<html>Log in</html>')),
  },
  {
    name: 'an answer that does not begin, once',
    notice: 'nothing',
    within: 0,
    begin: next(1, () => undefined),
  },
  {
    name: 'a watch that ends at once, three times',
    notice: 'stale',
    within: 0,
    begin: next(3, text(200, '')),
  },
  {
    name: 'watches that end at once, until it is mended',
    notice: 'polled',
    within: 10,
    begin: always(text(200, '', { 'content-type': 'application/json' }), ['watch']),
    mend: heal,
  },
  {
    name: 'nothing but the head of a watch comes through; all else works',
    notice: 'polled',
    within: 85,
    begin: (server) => void (server.holdsWatches = true),
    mend: (server) => void (server.holdsWatches = false),
  },
  {
    name: 'a frame cut off by the end of the watch',
    notice: 'stale',
    within: 0,
    json: true,
    begin: (server) => server.endWatches('{"type":"ADDED","object":{"metada'),
  },
  {
    name: 'a frame cut off by a reset',
    notice: 'stale',
    within: 0,
    json: true,
    begin: next(1, (_, response) => {
      response.writeHead(200);
      response.write('{"type":"ADDED","object":{"metada', () => response.socket?.resetAndDestroy());
    }),
  },
  {
    name: 'a line that is no JSON',
    notice: 'stale',
    within: 0,
    json: true,
    begin: (server) => server.intoWatches('\u0000\u001b[31m}{\n'),
  },
  {
    name: 'a line of an unknown type',
    notice: 'nothing',
    within: 0,
    json: true,
    begin: (server) => server.intoWatches(event('RENAMED', { metadata: { name: 'ghost', uid: 'ghost' } })),
  },
];
