import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import type { ReflectorSource } from '../../../src/cluster/watch/reflector-asks.ts';
import type { RequestOptions } from '../../../src/cluster/transport/transport.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { settle, VirtualTime } from '../virtual-time.ts';

/** A watch that a test feeds. */
export class ScriptedWatch implements AsyncIterable<Uint8Array> {
  private readonly chunks: Uint8Array[] = [];
  private over: (() => void) | undefined;
  private failure: unknown;
  private ended = false;
  private begin: () => void = () => undefined;
  /** Something was sent, or it ended. */
  readonly begun = new Promise<void>((resolve) => (this.begin = resolve));
  /** Nobody wants it any more. */
  get isGivenUp(): boolean {
    return this.failure !== undefined;
  }

  constructor(readonly query: URLSearchParams) {}

  /** One chunk with these lines. */
  async send(...lines: unknown[]): Promise<void> {
    await this.sendBytes(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
  }

  /** Part of a line, or of several. */
  async sendBytes(bytes: Uint8Array): Promise<void> {
    this.chunks.push(bytes);
    await this.wake();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.wake();
  }

  async fail(error: unknown): Promise<void> {
    this.failure = error;
    await this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.chunks.shift();
      if (chunk) yield chunk;
      else if (this.failure) throw this.failure;
      else if (this.ended) return;
      else await new Promise<void>((resolve) => (this.over = resolve));
    }
  }

  private async wake(): Promise<void> {
    this.begin();
    this.over?.();
    await settle();
  }
}

/** `never`: none comes. `held`: none before there is something in it. */
type Answer =
  | 'open'
  | 'never'
  | 'held'
  | ClusterError
  | { readonly items: readonly KubeObject[]; readonly metadata: object };

/** A server that answers each request as the script says, in order, and then opens every watch. */
export class ScriptedSource implements ReflectorSource {
  /** The query of every request. */
  readonly queries: URLSearchParams[] = [];
  /** What every request takes for an answer. */
  readonly accepted: (string | undefined)[] = [];
  /** How long nothing may come of every request, in ms. */
  readonly idle: (number | undefined)[] = [];
  readonly watches: ScriptedWatch[] = [];
  readonly script: Answer[];
  readonly timing = new VirtualTime();

  constructor(...script: Answer[]) {
    this.script = script;
  }

  request = (path: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>> => {
    const { query, answer } = this.take(path, options);
    if (answer instanceof ClusterError) return Promise.reject(answer);
    if (answer === 'never') return new Promise(() => undefined);
    const watch = new ScriptedWatch(query);
    this.watches.push(watch);
    options.signal?.addEventListener('abort', () => void watch.fail(options.signal?.reason));
    return answer === 'held' ? watch.begun.then(() => watch) : Promise.resolve(watch);
  };

  json = <T>(path: string, options: RequestOptions): Promise<T> => {
    const { answer } = this.take(path, options);
    if (answer instanceof ClusterError) return Promise.reject(answer);
    return typeof answer === 'string' ? new Promise(() => undefined) : Promise.resolve(answer as T);
  };

  /** Who waits until the server serves others: called, it does. */
  serves: () => void = () => undefined;
  untilServed = (ms: number, signal: AbortSignal): Promise<void> => {
    const served = new AbortController();
    signal.addEventListener('abort', () => served.abort());
    this.serves = () => served.abort();
    return this.timing.sleep(ms, served.signal);
  };

  pause = (ms: number, signal: AbortSignal): Promise<void> => this.timing.sleep(ms, signal);

  /** The watch that was opened last. */
  get watch(): ScriptedWatch {
    const watch = this.watches.at(-1);
    if (!watch) throw new Error('no watch was opened');
    return watch;
  }

  private take(
    path: string,
    { accept, idleMs, sent }: RequestOptions,
  ): { query: URLSearchParams; answer: Answer } {
    sent?.();
    const query = new URLSearchParams(path.split('?')[1]);
    this.queries.push(query);
    this.accepted.push(accept);
    this.idle.push(idleMs);
    return { query, answer: this.script.shift() ?? 'open' };
  }
}
