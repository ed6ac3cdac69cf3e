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
  /** Its address as it may be told. */
  readonly name?: string;
  /** WatchList, KEP-3157. */
  streamsLists: boolean;
  /** Where the server, or something before it, has it: all it sends may be JSON all the same. */
  protobuf: boolean;
}

/**
 * Without any byte for so long, in ms, a watch counts as lost, where nobody says otherwise: API servers send a bookmark a minute
 * (`defaultBookmarkFrequency` in apiserver/pkg/storage/cacher), within a second or two. But only one that is newer than what the
 * watch began with (`process` in its cache_watcher.go), and of a kind that nobody changes they hear of newer ones as etcd reports
 * its progress: every ten minutes (`--watch-progress-notify-interval`), or when somebody lists that kind. So what counts as lost is
 * asked for anew at once, and may be well.
 */
const IDLE = 70_000;
/** The server is asked to end a watch after so many seconds, and up to a quarter more. */
const WATCH_SECONDS = 240;
/** And a list that comes so slowly that it was not complete by then after so many. */
const SLOW_LIST_SECONDS = 3600;
/** So long, in ms, something is waited for that a server sends at once. */
const AT_ONCE = 10_000;
/** What there is comes first, as events, and a bookmark that says so. */
const WHOLE = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' };
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
    return this.stream({ ...WHOLE, timeoutSeconds: this.seconds(this.listSeconds) }, signal);
  }

  /** Whether a streamed list that just ended did so as it was asked to, before all of it had come. The next has more time, once. */
  hadTooLittleTime(): boolean {
    const { timing } = this.asked;
    if (this.listSeconds !== WATCH_SECONDS || timing.now() - this.sent < WATCH_SECONDS * 1000) return false;
    this.listSeconds = SLOW_LIST_SECONDS;
    return true;
  }

  /** What changes from then on. */
  changes(signal: AbortSignal, resourceVersion = ''): Promise<AsyncIterable<Uint8Array>> {
    return this.stream({ resourceVersion }, signal);
  }

  /**
   * A watch of which a server sends something at once: the object of that name, and that this was all there is, where it streams
   * lists. Elsewhere a watch from 0 begins with what there is.
   *
   * @param name undefined where there is none
   */
  atOnce(name: string | undefined, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const whole = this.asked.server.streamsLists ? WHOLE : { resourceVersion: '0' };
    const one = [this.asked.fieldSelector, name && `metadata.name=${name}`].filter(Boolean).join();
    return this.stream({ ...whole, ...(one && { fieldSelector: one }) }, signal, AT_ONCE);
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
    signal: AbortSignal,
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
    return `${path}?${new URLSearchParams({ ...selectors, ...parameters })}`;
  }

  /** @param kind of stream, as a parameter of a media type */
  private accepts(kind: string): string {
    return this.asked.server.protobuf ? `${PROTOBUF}${kind},${JSON_TYPE}${kind}` : `${JSON_TYPE}${kind}`;
  }
}
