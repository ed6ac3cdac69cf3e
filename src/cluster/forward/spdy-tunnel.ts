import type { RawData, WebSocket } from 'ws';
import { SpdySession } from '../../spdy/session.ts';
import type { SpdyStream } from '../../spdy/stream.ts';
import { closedHow } from '../errors/closed-how.ts';
import { messageOf, oneLine } from '../errors/cluster-error.ts';
import { guarded } from '../guard.ts';
import type { RemoteEnd, Tunnel } from './tunnel.ts';

/** SPDY/3.1 over WebSocket: KEP-4006, apimachinery pkg/util/httpstream/wsstream and client-go tools/portforward. */
export const SPDY_PROTOCOL = 'SPDY/3.1+portforward.k8s.io';

/** As kubectl: a ping so often, in ms; after three without any sign of life the connection is lost. */
const PING = 5_000;
const UNANSWERED = 3;
/** Why a connection failed is read up to here, in bytes. */
const LONGEST_PROBLEM = 4096;

/** All connections to a Pod share one WebSocket. */
export class SpdyTunnel implements Tunnel {
  private readonly session: SpdySession;
  private heardAt = performance.now();
  private requests = 0;
  private lost = false;

  constructor(private readonly socket: WebSocket) {
    const send = (bytes: Buffer, sent: (error?: Error | null) => void): void => {
      if (socket.readyState === socket.OPEN) socket.send(bytes, sent);
      else sent(new Error('the connection was lost'));
    };
    this.session = new SpdySession({ send, pause: () => socket.pause(), resume: () => this.resume() });
    const broken = (error: unknown): void => this.end(messageOf(error));
    const pinging = setInterval(
      guarded(broken, () => this.ping()),
      PING,
    );
    socket.on(
      'message',
      guarded(broken, (data: RawData) => {
        this.heardAt = performance.now();
        this.session.take(data as Buffer);
      }),
    );
    socket.on('close', (code) => {
      clearInterval(pinging);
      this.end(`the connection was ${closedHow(code)}`);
    });
    socket.resume();
  }

  get open(): boolean {
    return !this.lost && !this.session.closing && !this.session.stalled;
  }

  get size(): number {
    return this.session.size;
  }

  /** As kubectl: a stream for what went wrong, which is told nothing, then one for the data; a number ties them together. */
  connect(port: number): RemoteEnd {
    const of = { port: `${port}`, requestid: `${this.requests++}` };
    const problem = this.session.open({ streamtype: 'error', ...of });
    problem.end();
    const data = this.session.open({ streamtype: 'data', ...of });
    return { data, over: readProblem(problem, data) };
  }

  close(): void {
    this.end('closed');
  }

  private end(why: string): void {
    if (this.lost) return;
    this.lost = true;
    this.session.end(new Error(why));
    this.socket.close();
    setTimeout(() => this.socket.terminate(), 1000).unref();
  }

  private ping(): void {
    // Nothing is read while somebody holds it back, answers neither.
    if (this.session.stalled) return;
    const silence = UNANSWERED * PING;
    if (performance.now() - this.heardAt > silence) {
      const held =
        this.socket.bufferedAmount > 0 ? ': a server in the Pod may not read what was sent to it' : '';
      return this.end(`nothing was heard for ${silence / 1000} s${held}`);
    }
    this.session.ping();
  }

  private resume(): void {
    this.heardAt = performance.now();
    this.socket.resume();
  }
}

/** What the error stream says until it ends, or how the data ended without it. */
function readProblem(problem: SpdyStream, data: SpdyStream): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    let lost = '';
    problem.on('data', (bytes: Buffer) => {
      if (text.length < LONGEST_PROBLEM) text += bytes.toString();
    });
    const over = (): void => {
      resolve(oneLine(text.slice(0, LONGEST_PROBLEM)) || lost);
    };
    problem.on('end', over);
    problem.on('error', (error) => {
      lost = error.message;
    });
    problem.on('close', over);
    data.on('close', () => problem.destroy());
  });
}
