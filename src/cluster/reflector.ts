import { Observable, type Subscriber } from 'rxjs';
import type { KubeObject } from '../model/objects.ts';
import type { WatchEvent } from '../model/watch-event.ts';
import { Backoff, LONGEST_DELAY, type Timing } from './backoff.ts';
import { ClusterError, toClusterError } from './cluster-error.ts';
import { type Page, readPage, readProgress } from './door/envelopes.ts';
import type { Refusals } from './door/refusals.ts';
import { ReflectorStore } from './reflector-store.ts';
import { errorOfStatus } from './status-error.ts';
import type { RequestOptions } from './transport.ts';
import { type WatchLine, watchLines } from './watch-lines.ts';

/** What a reflector asks: a stream of bytes, or a whole answer. */
export interface ReflectorSource {
  request(path: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>>;
  json<T>(path: string, options: RequestOptions): Promise<T>;
}

export interface ReflectorOptions<T extends KubeObject> {
  readonly source: ReflectorSource;
  /** The collection, without a query: `/api/v1/namespaces/x/pods`. */
  readonly path: string;
  readonly labelSelector?: string;
  /** What is kept of an object as it came; undefined where it is none. */
  readonly trim: (raw: unknown) => T | undefined;
  /** Where it is counted what is no event. */
  readonly refusals?: Refusals;
  readonly timing: Timing;
  /** What a session knows of its server: whether it streams lists (WatchList, KEP-3157). */
  readonly server: { streamsLists: boolean };
  /** Without any byte for so long, in ms, a watch counts as lost. Bookmarks come about once a minute. */
  readonly idleMs?: number;
}

/** Where a reflector stands: what it does next. */
type Phase =
  /** `paged` says why it is not streamed, although the server is not known to be unable to. */
  | { readonly at: 'list'; readonly paged?: 'invalid' | 'denied' }
  | { readonly at: 'watch'; readonly resourceVersion: string }
  | { readonly at: 'wait'; readonly ms: number; readonly next: Phase };

const IDLE = 100_000;
const PAGE_SIZE = 500;
/** A watch that ends sooner, in ms, is not reopened at once: client-go calls it a very short watch. */
const VERY_SHORT = 1000;
/** The server is asked to end a watch after so many seconds, and up to a quarter more. */
const WATCH_SECONDS = 240;
const LIST_CUT_SHORT = 'UnexpectedEnd';
const CHANGES: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED']);
/** Asking again soon would not help: the cap's delay at once. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 404, 405]);

/**
 * Lists a kind and follows it for ever: batches of events, one a chunk from the network. Never errors
 * and never completes; unsubscribing closes it. The rules are those of client-go's tools/cache/reflector.go
 * and kube-rs' watcher.rs: a watch that ends is resumed from its last resourceVersion; where that is too
 * old (410) everything is listed anew, and only the differences are told.
 */
export function reflect<T extends KubeObject>(
  options: ReflectorOptions<T>,
): Observable<readonly WatchEvent<T>[]> {
  return new Observable((out) => {
    const aborter = new AbortController();
    void new Reflector(options, out, aborter.signal).run();
    return () => aborter.abort();
  });
}

class Reflector<T extends KubeObject> {
  private readonly store: ReflectorStore<T>;
  private readonly backoff: Backoff;
  private live = false;

  constructor(
    private readonly options: ReflectorOptions<T>,
    private readonly out: Subscriber<readonly WatchEvent<T>[]>,
    private readonly signal: AbortSignal,
  ) {
    this.store = new ReflectorStore(options.trim);
    this.backoff = new Backoff(options.timing);
  }

  async run(): Promise<void> {
    let phase: Phase = { at: 'list' };
    while (!this.signal.aborted) phase = await this.step(phase);
  }

  /** Does what the phase says until it ends, one way or the other, and tells what is next. Never rejects. */
  private async step(phase: Phase): Promise<Phase> {
    if (phase.at === 'wait') {
      await this.options.timing.sleep(phase.ms, this.signal);
      return phase.next;
    }
    const { server } = this.options;
    const cursor = { resourceVersion: phase.at === 'watch' ? phase.resourceVersion : undefined };
    try {
      if (phase.at === 'watch') await this.watch(cursor);
      else if (phase.paged === undefined && server.streamsLists) await this.streamList(cursor);
      else await this.pageList(cursor);
      // Only now is it certain that streaming was what the server did not like.
      if (phase.at === 'list' && phase.paged === 'invalid') server.streamsLists = false;
      return afterwards(cursor);
    } catch (error) {
      return this.signal.aborted ? phase : this.failed(error, phase, cursor);
    }
  }

  private failed(error: unknown, phase: Phase, cursor: Cursor): Phase {
    const failure = toClusterError(error, 'the connection was lost');
    const paged = this.pagesAfter(failure, phase, cursor);
    if (paged) return paged;
    const expired = failure.code === 410;
    const first = this.backoff.attempt === 0;
    const delay = this.backoff.next();
    const refused = REFUSALS.has(failure.code);
    const least = refused ? LONGEST_DELAY : expired && first ? 0 : delay;
    const ms = Math.round(Math.max(least, failure.retryAfterMs ?? 0));
    const { code, reason, message } = failure;
    const retryAt = this.options.timing.now() + ms;
    const told = { ...(code !== undefined && { code }), reason, message, retryAt };
    this.live = false;
    this.emit([{ type: refused ? 'failed' : 'stale', failure: told }]);
    // Who may list but not watch sees a list as old as the last try.
    const anew = expired || (phase.at === 'watch' && failure.code === 403);
    return { at: 'wait', ms, next: anew ? { at: 'list' } : afterwards(cursor) };
  }

  /** A streamed list that was refused as such is asked for in pages, at once. */
  private pagesAfter(
    { code, reason, message }: ClusterError,
    phase: Phase,
    cursor: Cursor,
  ): Phase | undefined {
    const { server } = this.options;
    const streamed = phase.at === 'list' && phase.paged === undefined && server.streamsLists;
    if (!streamed || cursor.resourceVersion !== undefined) return undefined;
    // Servers that do not know or allow sendInitialEvents refuse the request as invalid, or ignore it.
    if (code === 400 || code === 422 || reason === LIST_CUT_SHORT) return { at: 'list', paged: 'invalid' };
    return code === 403 && message.includes('cannot watch') ? { at: 'list', paged: 'denied' } : undefined;
  }

  /** WatchList: the objects there are, a bookmark that says so, and from then on what changes. */
  private async streamList(cursor: Cursor): Promise<void> {
    const query = this.query({
      ...this.watchQuery(),
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
    });
    const stream = await this.options.source.request(query, this.requestOptions());
    this.store.beginList();
    await this.follow(stream, cursor);
    if (cursor.resourceVersion === undefined) {
      throw new ClusterError({ reason: LIST_CUT_SHORT, message: 'the list ended before it was complete' });
    }
  }

  private async pageList(cursor: Cursor): Promise<void> {
    this.store.beginList();
    let page: Page | undefined;
    do {
      const from = page?.next;
      const query = this.query({ limit: String(PAGE_SIZE), ...(from && { continue: from }) });
      page = readPage(await this.options.source.json(query, { signal: this.signal }));
      if (this.signal.aborted) return;
      const events = page.items.flatMap((item) => this.store.put(item));
      this.emit([...this.becomeLive(), ...events]);
    } while (page.next);
    cursor.resourceVersion = page.resourceVersion;
    this.emit(this.store.endList());
  }

  private async watch(cursor: Cursor): Promise<void> {
    const { timing, source } = this.options;
    const started = timing.now();
    const query = this.query({ ...this.watchQuery(), resourceVersion: cursor.resourceVersion ?? '' });
    const stream = await source.request(query, this.requestOptions());
    await this.follow(stream, cursor);
    if (timing.now() - started < VERY_SHORT) {
      throw new ClusterError({ reason: 'VeryShortWatch', message: 'the server ended the watch at once' });
    }
  }

  private async follow(stream: AsyncIterable<Uint8Array>, cursor: Cursor): Promise<void> {
    this.emit(this.becomeLive());
    for await (const lines of watchLines(stream)) {
      if (this.signal.aborted) return;
      const events: WatchEvent<T>[] = [];
      try {
        for (const line of lines) events.push(...this.take(line, cursor));
      } finally {
        this.emit(events);
      }
    }
  }

  private take({ type, object }: WatchLine, cursor: Cursor): WatchEvent<T>[] {
    if (type === 'ERROR') throw errorOfStatus(object);
    const { resourceVersion, endsList } = readProgress(object);
    const listing = cursor.resourceVersion === undefined;
    if (type === 'BOOKMARK') {
      if (listing && !endsList) return [];
      cursor.resourceVersion = resourceVersion ?? cursor.resourceVersion ?? '';
      return listing ? this.store.endList() : [];
    }
    if (!CHANGES.has(type)) {
      // Taken for a change it would put an object on the screen that may not be there.
      this.options.refusals?.add(`watch: an event of the unknown type ${type.slice(0, 40)}`);
      return [];
    }
    if (!listing) cursor.resourceVersion = resourceVersion ?? cursor.resourceVersion;
    return type === 'DELETED' ? this.store.remove(object) : this.store.put(object);
  }

  private becomeLive(): WatchEvent<T>[] {
    this.backoff.healthy();
    if (this.live) return [];
    this.live = true;
    return [{ type: 'live' }];
  }

  private emit(events: readonly WatchEvent<T>[]): void {
    if (events.length > 0) this.out.next(events);
  }

  private watchQuery(): Record<string, string> {
    const seconds = Math.round(WATCH_SECONDS * (1 + this.options.timing.random() / 4));
    return { watch: '1', allowWatchBookmarks: 'true', timeoutSeconds: String(seconds) };
  }

  private query(parameters: Record<string, string>): string {
    const { path, labelSelector } = this.options;
    const all = new URLSearchParams({ ...parameters, ...(labelSelector && { labelSelector }) });
    return `${path}?${all}`;
  }

  private requestOptions(): RequestOptions {
    return { signal: this.signal, idleMs: this.options.idleMs ?? IDLE };
  }
}

/** How far a request has come: undefined while a list is not complete. Opaque otherwise. */
interface Cursor {
  resourceVersion: string | undefined;
}

function afterwards({ resourceVersion }: Cursor): Phase {
  return resourceVersion === undefined ? { at: 'list' } : { at: 'watch', resourceVersion };
}
