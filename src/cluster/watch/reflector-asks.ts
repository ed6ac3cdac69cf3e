import type { Timing } from './backoff.ts';
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
const PAGE_SIZE = 500;
/** The server is asked to end a watch after so many seconds, and up to a quarter more. */
const WATCH_SECONDS = 240;
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
  /** When a stream was asked for, or something of it came last. Epoch ms. */
  heard = 0;

  constructor(
    private readonly asked: Asked,
    private readonly signal: AbortSignal,
  ) {}

  /** WatchList: the objects there are, as events, and what changes. */
  streamedList(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    return this.stream({ sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }, signal);
  }

  /** What changes from then on. */
  changes(resourceVersion = '', onTrial = false): Promise<AsyncIterable<Uint8Array>> {
    if (!onTrial) return this.stream({ resourceVersion });
    const timeoutSeconds = String(TRIAL_SECONDS);
    return this.stream({ resourceVersion, timeoutSeconds }, this.signal, TRIAL_SECONDS * 1000 + TRIAL_GRACE);
  }

  /** A page of a list, unread: the first, or the one that begins there. */
  page(from: string | undefined): Promise<unknown> {
    const query = this.query({ limit: String(PAGE_SIZE), ...(from && { continue: from }) });
    return this.asked.source.json(query, { signal: this.signal, accept: this.accepts(''), again: false });
  }

  private stream(
    parameters: Record<string, string>,
    signal = this.signal,
    idleMs = this.asked.idleMs ?? IDLE,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { source, timing } = this.asked;
    const timeoutSeconds = String(Math.round(WATCH_SECONDS * (1 + timing.random() / 4)));
    const query = this.query({ watch: '1', allowWatchBookmarks: 'true', timeoutSeconds, ...parameters });
    const accept = this.accepts(';stream=watch');
    this.heard = timing.now();
    return source.request(query, { signal, idleMs, accept, lent: true });
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
