import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError, expired } from '../../api/api-error.ts';
import { type Clock, MACHINE_CLOCK } from '../../time/clock.ts';
import { AnswerFault } from './answer-fault.ts';
import { type Effect, type Fault, type FaultTarget, strikes, type Struck } from './fault.ts';

/** What becomes of new connections: served, closed at once, or taken and never answered, not even by TLS. */
export type Welcome = 'pass' | 'refuse' | 'stall';

/** What a fault leaves for the server to do. */
export type Outcome =
  | { readonly kind: 'go-on'; readonly repeat?: number }
  | { readonly kind: 'deny' | 'compact' }
  /** Nothing: the request has had what it gets. */
  | { readonly kind: 'done' };

interface Armed {
  readonly fault: Fault;
  seen: number;
}

interface Running {
  readonly request: Struck;
  readonly answer: AnswerFault;
}

const GO_ON: Outcome = { kind: 'go-on' };

/** What goes wrong between a simulated server and its clients, as networks and servers do it: armed by tests and demos. */
export class Faults {
  welcome: Welcome = 'pass';
  /** Where it is set, the only bearer token that is let in. */
  token: string | undefined;
  private armed: readonly Armed[] = [];
  private readonly running = new Set<Running>();
  private readonly frozen = new WeakSet<Socket>();
  private readonly sockets = new Set<Socket>();

  constructor(private readonly clock: Clock = MACHINE_CLOCK) {}

  /** How many connections there are. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Lies in wait for requests to come; call what it gives to lift it. */
  arm(fault: Fault): () => void {
    const armed = { fault, seen: 0 };
    this.armed = [...this.armed, armed];
    return () => {
      this.armed = this.armed.filter((one) => one !== armed);
    };
  }

  /** Breaks the answers that are being sent now; a watch is one until it ends. Gives how many. */
  strikeRunning(target: FaultTarget, how: 'reset' | 'freeze' | 'end' | 'expire'): number {
    const struck = [...this.running].filter(({ request }) => strikes(target, request));
    for (const { answer } of struck) {
      if (how !== 'expire') answer.break(how);
      else answer.endWith({ type: 'ERROR', object: expired('The resourceVersion is too old.').body });
    }
    return struck.length;
  }

  /** Every connection there is ends with a TCP reset. */
  resetConnections(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Every connection there is stays open, and nothing comes through any more. */
  freezeConnections(): void {
    for (const socket of this.sockets) this.frozen.add(socket);
    this.strikeRunning({}, 'freeze');
  }

  /** Whether the server may have a new connection. */
  accepts(socket: Socket): boolean {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    if (this.welcome === 'refuse') socket.destroy();
    return this.welcome === 'pass';
  }

  /** Does to a request what is armed for it, the first that fits. Throws the `ApiError` it is refused with. */
  strike(request: Struck, response: ServerResponse, socket: Socket | undefined): Outcome {
    const answer = new AnswerFault(response, socket, this.clock);
    const running = { request, answer };
    this.running.add(running);
    response.on('close', () => this.running.delete(running));
    if (socket && this.frozen.has(socket)) {
      answer.break('freeze');
      return { kind: 'done' };
    }
    const effect = this.next(request);
    return effect ? affect(effect, answer, response) : GO_ON;
  }

  private next(request: Struck): Effect | undefined {
    for (const one of this.armed) {
      const { fault } = one;
      const { skip = 0, times = 1 } = fault;
      if (!strikes(fault, request)) continue;
      one.seen += 1;
      if (one.seen <= skip) continue;
      if (one.seen >= skip + times) this.armed = this.armed.filter((other) => other !== one);
      return fault.effect;
    }
    return undefined;
  }
}

function affect(effect: Effect, answer: AnswerFault, response: ServerResponse): Outcome {
  switch (effect.kind) {
    case 'refuse':
      throw effect.error;
    case 'overload':
      response.writeHead(429, {
        'content-type': 'text/plain; charset=utf-8',
        'retry-after': String(effect.retryAfterSeconds),
      });
      response.end('Too many requests, please try again later.\n');
      return { kind: 'done' };
    case 'deny':
    case 'compact':
      return { kind: effect.kind };
    case 'slow':
      answer.slowDown(effect.bytesPerSecond);
      return GO_ON;
    case 'repeat':
      return { kind: 'go-on', repeat: effect.changes };
    case 'no-bookmarks':
      answer.dropBookmarks();
      return GO_ON;
    default:
      answer.breakAfter(effect.kind, effect.after);
      return effect.after === undefined ? { kind: 'done' } : GO_ON;
  }
}

/** What a server says whose etcd has lost its leader. */
export const internalError = (): ApiError => new ApiError(500, undefined, 'etcdserver: leader changed');

/** What a server says that is about to end. */
export const unavailable = (): ApiError =>
  new ApiError(503, 'ServiceUnavailable', 'apiserver is shutting down', {});

/** What a server says to a token it does not know. */
export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized');
