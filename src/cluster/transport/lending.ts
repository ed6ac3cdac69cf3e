import type { Agent, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Chunked } from './chunked.ts';
import { LentBody } from './lent-body.ts';

/** No record of TLS has more (RFC 8446, 5.1): one room for all connections, since each takes out at once what was put in. */
const RECORD = 16 * 1024;

const lenders = new WeakMap<object, Lender>();

/**
 * Has an agent's connections by TLS put what they decrypt into one buffer. As Node has it by itself each record, of
 * which a server makes one an object, is a buffer of its own, and two more on its way through the parser of HTTP and
 * its stream: half of what reading a long list takes.
 */
export function lending(agent: Agent): Agent {
  const buffer = Buffer.allocUnsafeSlow(RECORD);
  const direct = agent.createConnection.bind(agent) as (options: object, done?: unknown) => Duplex;
  const connect = (options: object, done?: unknown): Duplex => {
    const lender = new Lender(buffer);
    const callback = (length: number): boolean => lender.take(length);
    const socket = direct({ ...options, onread: { buffer, callback } }, done);
    lender.socket = socket;
    lenders.set(socket, lender);
    return socket;
  };
  return Object.assign(agent, { createConnection: connect });
}

/** The answer that comes next on this connection may be lent. */
export const mayLend = (socket: object): void => lenders.get(socket)?.awaitHead();

/** Has an answer that has just begun be iterated over as a `LentBody`, where that can be. */
export function lend(answer: IncomingMessage): void {
  const lender = lenders.get(answer.socket);
  if (answer.headers['transfer-encoding']?.toLowerCase() !== 'chunked') return lender?.goOn();
  const body = lender?.lend(answer);
  if (body) Object.assign(answer, { [Symbol.asyncIterator]: () => body.chunks() });
}

/** The answer is not to be lent. */
export const keep = (answer: IncomingMessage): void => lenders.get(answer.socket)?.goOn();

const CR = 0x0d;
const LF = 0x0a;

/**
 * What comes by one connection. Node's own parser gets all of it but chunks of a body that is lent: those it would have
 * to copy, one by one. It stays the judge of all else: of heads, of how a body ends, of what is no chunk.
 */
class Lender {
  socket: Duplex | undefined;
  /** Who gets it: the parser, or until a head is over the parser and then nobody, or who reads chunks. */
  private to: 'parser' | 'head' | 'nobody' | Chunked = 'parser';
  /** How much there is of the empty line that ends a head. */
  private ending = 0;
  /** What came behind the head, until it is known who gets it. */
  private rest = Buffer.alloc(0);
  /** Whether the parser is at the end of a head. */
  private within = false;

  constructor(private readonly buffer: Buffer) {}

  awaitHead(): void {
    this.ending = 0;
    this.decide('head');
  }

  /** Whether more is to be read at once. */
  take(length: number): boolean {
    return this.give(this.buffer, 0, length);
  }

  /** The parser gets all from here on. */
  goOn(): void {
    if (this.to === 'parser') return;
    this.decide('parser');
  }

  lend(answer: IncomingMessage): LentBody | undefined {
    if (this.to !== 'nobody') {
      this.goOn();
      return undefined;
    }
    const body = new LentBody(answer, () => this.socket?.read(0));
    const chunked = new Chunked(body);
    // What the parser got.
    answer.on('data', (bytes: Buffer) => body.add(bytes, 0, bytes.length));
    this.decide(chunked);
    return body;
  }

  private isDecided(): boolean {
    return this.to !== 'nobody';
  }

  /** Gives what came behind a head to who gets it now; whether more is to be read at once. */
  private giveRest(): boolean {
    const { rest } = this;
    this.rest = Buffer.alloc(0);
    return rest.length === 0 || this.give(rest, 0, rest.length);
  }

  private decide(to: Lender['to']): void {
    this.to = to;
    // The parser is not to be given more while it is at it.
    if (!this.within && this.giveRest()) this.socket?.read(0);
  }

  private give(bytes: Buffer, start: number, end: number): boolean {
    if (this.to === 'parser') return this.parse(bytes, start, end);
    if (this.to === 'head') return this.head(bytes, start, end);
    if (this.to === 'nobody') {
      this.rest = Buffer.concat([this.rest, bytes.subarray(start, end)]);
      return false;
    }
    const { to } = this;
    const at = to.take(bytes, start, end);
    if (at === undefined) return to.body.wanted;
    this.to = 'parser';
    const more = to.cut.length === 0 || this.parse(to.cut, 0, to.cut.length);
    return at === end ? more : this.parse(bytes, at, end);
  }

  private head(bytes: Buffer, start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === (this.ending % 2 === 0 ? CR : LF)) this.ending++;
      // A line may end without CR to the parser, and a head with it: that is not for us to know.
      else if (byte === LF) return this.asParsed(bytes, start, end);
      else this.ending = byte === CR ? 1 : 0;
      if (this.ending < 4) continue;
      this.to = 'nobody';
      this.rest = Buffer.from(bytes.subarray(at + 1, end));
      this.within = true;
      this.parse(bytes, start, at + 1);
      this.within = false;
      // Mostly it was told meanwhile who gets the rest.
      return this.isDecided() && this.giveRest();
    }
    return this.parse(bytes, start, end);
  }

  private asParsed(bytes: Buffer, start: number, end: number): boolean {
    this.to = 'parser';
    return this.parse(bytes, start, end);
  }

  private parse(bytes: Buffer, start: number, end: number): boolean {
    return this.socket?.push(Buffer.from(bytes.subarray(start, end))) ?? false;
  }
}
