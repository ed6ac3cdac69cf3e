import type { Timing } from './backoff.ts';
import { nextPageSize, PAGE_SIZE } from './slow-list.ts';
import type { RequestOptions } from '../transport/transport.ts';

/** What a reflector asks: a stream of bytes, or a whole answer. */
export interface ReflectorSource {
  request(path: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>>;
  json<T>(path: string, options: RequestOptions): Promise<T>;
  /** Waits so long, in ms, or until a server that did not answer does again. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Waits so long, in ms, or until the server serves anybody what was asked for since. */
  untilServed(ms: number, signal: AbortSignal): Promise<void>;
}

/** Shared by all reflectors of a connection: what one finds out none has to ask again. */
export interface ServerAbilities {
  /** WatchList, KEP-3157. */
  streamsLists: boolean;
  /** Where the server, or something before it, has it: all it sends may be JSON all the same. */
  protobuf: boolean;
}

/**
 * Without any byte for so long, in ms, a watch counts as lost, where nobody says otherwise: API servers send a bookmark a minute
 * (`defaultBookmarkFrequency` in apiserver/pkg/storage/cacher), within a second or two. Not of a kind of which nothing has
 * changed since they began, nor where they cache none (events): so what counts as lost is asked for anew at once.
 */
const IDLE = 70_000;
/** The server is asked to end a watch after so many seconds, and up to a quarter more. */
const WATCH_SECONDS = 240;
/** And a list that comes so slowly that it was not complete by then after so many. */
const SLOW_LIST_SECONDS = 3600;
/**
 * And one on trial after so many: where it has bookmarks of the kind it sends one two seconds before that
 * (`nextBookmarkTime` in apiserver/pkg/storage/cacher/cache_watcher.go).
 */
const TRIAL_SECONDS = 10;
/** So much longer, in ms, its end is waited for. */
const TRIAL_GRACE = 2000;
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const JSON_TYPE = 'application/json';

export interface Asked {
  readonly source: ReflectorSource;
  /** The collection, without a query: `/api/v1/namespaces/x/pods`. */
  readonly path: string;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly timing: Timing;
  /** What a connection knows of its server. */
  readonly server: ServerAbilities;
  /** Without any byte for so long, in ms, a watch counts as lost. */
  readonly idleMs?: number;
}

/** What a reflector asks a server, in the API's words. */
export class Asks {
  /** When a stream was asked for, or something of it came last. Epoch ms; infinite while it waits for credentials. */
  heard = 0;
  private listSeconds = WATCH_SECONDS;
  private sent = 0;
  private pageSize = PAGE_SIZE;

  constructor(
    private readonly asked: Asked,
    private readonly signal: AbortSignal,
  ) {}

  /** WatchList: the objects there are, as events, and what changes. */
  streamedList(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const whole = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' };
    return this.stream({ ...whole, timeoutSeconds: this.seconds(this.listSeconds) }, signal);
  }

  /** Whether a streamed list that just ended did so as it was asked to, before all of it had come. The next has more time, once. */
  hadTooLittleTime(): boolean {
    const { timing } = this.asked;
    if (this.listSeconds !== WATCH_SECONDS || timing.now() - this.sent < WATCH_SECONDS * 1000) return false;
    this.listSeconds = SLOW_LIST_SECONDS;
    return true;
  }

  /** What changes from then on. */
  changes(resourceVersion = '', onTrial = false): Promise<AsyncIterable<Uint8Array>> {
    if (!onTrial) return this.stream({ resourceVersion });
    const timeoutSeconds = String(TRIAL_SECONDS);
    return this.stream({ resourceVersion, timeoutSeconds }, this.signal, TRIAL_SECONDS * 1000 + TRIAL_GRACE);
  }

  /**
   * A page of a list, unread: the first, or the one that begins there.
   *
   * @param heard is told how many bytes came, each time some did
   */
  async page(from: string | undefined, heard: (bytes: number) => void): Promise<unknown> {
    const { source, timing } = this.asked;
    const query = this.query({ limit: String(this.pageSize), ...(from && { continue: from }) });
    let sent = Infinity;
    try {
      const options = { signal: this.signal, accept: this.accepts(''), again: false };
      return await source.json(query, { ...options, heard, sent: () => (sent = timing.now()) });
    } finally {
      this.pageSize = nextPageSize(this.pageSize, timing.now() - sent);
    }
  }

  private stream(
    parameters: Record<string, string>,
    signal = this.signal,
    idleMs = this.asked.idleMs ?? IDLE,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { source, timing } = this.asked;
    const timeoutSeconds = this.seconds(WATCH_SECONDS);
    const query = this.query({ watch: '1', allowWatchBookmarks: 'true', timeoutSeconds, ...parameters });
    const accept = this.accepts(';stream=watch');
    this.heard = Infinity;
    const sent = (): void => void (this.heard = this.sent = timing.now());
    return source.request(query, { signal, idleMs, accept, lent: true, sent });
  }

  private seconds(least: number): string {
    return String(Math.round(least * (1 + this.asked.timing.random() / 4)));
  }

  private query(parameters: Record<string, string>): string {
    const { path, labelSelector, fieldSelector } = this.asked;
    const selectors = { ...(labelSelector && { labelSelector }), ...(fieldSelector && { fieldSelector }) };
    return `${path}?${new URLSearchParams({ ...parameters, ...selectors })}`;
  }

  /** @param kind of stream, as a parameter of a media type */
  private accepts(kind: string): string {
    return this.asked.server.protobuf ? `${PROTOBUF}${kind},${JSON_TYPE}${kind}` : `${JSON_TYPE}${kind}`;
  }
}
