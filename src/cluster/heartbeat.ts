import { defer, finalize, type Observable } from 'rxjs';
import { ClusterError } from './cluster-error.ts';
import type { ReflectorSource } from './reflector.ts';
import type { RequestOptions, Transport } from './transport.ts';

/** How often the server is asked whether it is there, and how long it may take to answer, in ms. */
const EVERY = 20_000;
const ANSWER = 10_000;

/**
 * Notices a connection that stands but delivers nothing. A quiet watch may be silent for a minute, so
 * its silence alone says little; client-go pings its HTTP/2 connections for this (30 s, 15 s to answer),
 * HTTP/1.1 has no ping. While something is watched, the server is asked for its version: any answer is
 * life, none ends every stream, and reflectors resume on new connections.
 */
export class Heartbeat implements ReflectorSource {
  private lost = new AbortController();
  private watches = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly every = EVERY,
    private readonly answer = Math.min(ANSWER, every),
  ) {}

  async request(path: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>> {
    const { signal } = this.lost;
    const both = options.signal ? AbortSignal.any([options.signal, signal]) : signal;
    return until(signal, await this.transport.request(path, { ...options, signal: both }));
  }

  json<T>(path: string, options: RequestOptions): Promise<T> {
    return this.transport.json<T>(path, options);
  }

  /** Beats while this is subscribed to. */
  during<T>(events$: Observable<T>): Observable<T> {
    return defer(() => {
      this.watches++;
      this.timer ??= setInterval(() => void this.beat(), this.every);
      return events$.pipe(finalize(() => this.left()));
    });
  }

  private left(): void {
    this.watches--;
    if (this.watches > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async beat(): Promise<void> {
    const limit = AbortSignal.timeout(this.answer);
    try {
      await this.transport.json('/version', { signal: limit });
    } catch (error) {
      // A refusal is an answer, and a connection that breaks is its watches' own affair.
      if (!limit.aborted || this.transport.closed.aborted) return;
      const message = `${this.transport.server} did not answer for ${this.answer / 1000} s`;
      const { lost } = this;
      this.lost = new AbortController();
      lost.abort(new ClusterError({ reason: 'NoAnswer', message, cause: error }));
    }
  }
}

/** A stream whose end by this signal is told with the signal's reason. */
async function* until(signal: AbortSignal, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
