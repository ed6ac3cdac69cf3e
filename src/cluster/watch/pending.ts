import { ClusterError } from '../errors/cluster-error.ts';
import { type Life, lifeWithin } from '../life.ts';
import type { RequestOptions, Transport } from '../transport/transport.ts';

interface Request {
  readonly life: Life;
  /** When something of it came last, or it was sent. Epoch ms. */
  heard: number;
  /** How many were sent before it. */
  readonly after: number;
  close(): void;
}

/** Who is told what becomes of requests. */
export interface Listener {
  /** Something came. */
  heard(): void;
  /** What was asked for is served, of a request before which so many were sent. */
  served(after: number): void;
  /** There was no answer at all. */
  missed(): void;
}

/** What was asked of a server and is not over: each request knows when something of it came last. */
export class Pending {
  private readonly requests = new Set<Request>();
  /** How many were ever sent. */
  sent = 0;

  constructor(
    private readonly line: Pick<Transport, 'request' | 'json'>,
    private readonly now: () => number,
    private readonly listener: Listener,
  ) {}

  /** Since when nothing has come of the quietest one; undefined where nothing is asked. Epoch ms. */
  get quietSince(): number | undefined {
    return this.requests.size === 0
      ? undefined
      : Math.min(...[...this.requests].map((request) => request.heard));
  }

  /** As `Transport.request`. */
  async stream(path: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>> {
    const request = this.open(options.signal);
    try {
      const stream = await this.line.request(path, { ...options, signal: request.life.signal });
      this.hear(request);
      this.listener.served(request.after);
      return this.bytesOf(request, stream);
    } catch (error) {
      throw this.failed(request, error);
    }
  }

  /** As `Transport.json`. */
  async json<T>(path: string, options: RequestOptions): Promise<T> {
    const request = this.open(options.signal);
    try {
      const heard = (bytes: number): void => {
        this.hear(request);
        options.heard?.(bytes);
      };
      const answer = await this.line.json<T>(path, { ...options, signal: request.life.signal, heard });
      this.listener.served(request.after);
      return answer;
    } catch (error) {
      throw this.failed(request, error);
    } finally {
      request.close();
    }
  }

  /** Ends those of which nothing has come since then, with this error. */
  endQuiet(since: number, error: ClusterError): void {
    for (const request of [...this.requests]) if (request.heard <= since) request.life.abort(error);
  }

  /** All count as heard of just now: nobody could listen meanwhile. */
  forgive(): void {
    for (const request of this.requests) request.heard = this.now();
  }

  private async *bytesOf(
    request: Request,
    stream: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of stream) {
        this.hear(request);
        yield chunk;
      }
    } catch (error) {
      throw this.failed(request, error);
    } finally {
      request.close();
    }
  }

  private open(signal: AbortSignal | undefined): Request {
    const life = lifeWithin(signal);
    const close = (): void => {
      life.over();
      this.requests.delete(request);
    };
    const request = { life, heard: this.now(), after: this.sent++, close };
    this.requests.add(request);
    return request;
  }

  private hear(request: Request): void {
    request.heard = this.now();
    this.listener.heard();
  }

  /** Why it was ended, where it was, since its stream says only that it was. */
  private failed(request: Request, error: unknown): unknown {
    request.close();
    const { aborted, reason } = request.life.signal;
    if (aborted) return reason instanceof ClusterError ? reason : error;
    const answered = error instanceof ClusterError && error.code !== undefined;
    if (answered) this.listener.heard();
    else this.listener.missed();
    return error;
  }
}
