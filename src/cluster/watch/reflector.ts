import { Observable, type Subscriber } from 'rxjs';
import type { KubeObject } from '../../model/kinds/objects.ts';
import type { Failure, WatchEvent } from '../../model/kinds/watch-event.ts';
import { Delivery, unanswered, unlessHeard } from './delivery.ts';
import { ClusterError, IDLE_TIMEOUT, toClusterError } from '../errors/cluster-error.ts';
import { type ObjectKind, readPage, readProgress } from '../door/envelopes.ts';
import type { Page } from '../protobuf/page.ts';
import type { Refusals } from '../door/refusals.ts';
import {
  afterwards,
  type Cursor,
  LIST_CUT_SHORT,
  type Listed,
  pagesAfter,
  type Phase,
} from './reflector-phase.ts';
import { type Asked, Asks } from './reflector-asks.ts';
import { ReflectorStore } from './reflector-store.ts';
import { isRefusal, toldFailure, untilPolled, Waits } from './reflector-waits.ts';
import { inSlices } from './slices.ts';
import { errorOfStatus } from '../errors/status-error.ts';
import { unhurried } from './unhurried.ts';
import { watchEvents } from './watch-events.ts';
import type { WatchLine } from './watch-lines.ts';

export interface ReflectorOptions<T extends KubeObject> extends Asked {
  /** What is kept of an object as it came; undefined where it is none. */
  readonly trim: (raw: unknown) => T | undefined;
  /** What the objects are: what says that it is something else is none of them. */
  readonly kind?: ObjectKind;
  /** Many clusters have no such kind: where there is none it is asked for once, until somebody lists anew. */
  readonly optional?: boolean;
  /** Where it is counted what is no event. */
  readonly refusals?: Refusals;
}

/** A watch that ends sooner, in ms, is not reopened at once: client-go calls it a very short watch. */
const VERY_SHORT = 1000;
/** Of a server that sends none of what is accepted. */
const NOT_ACCEPTABLE: ReadonlySet<number | undefined> = new Set([406, 415]);
const CHANGES: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED']);

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
  private readonly waits: Waits;
  private readonly asks: Asks;
  private readonly delivery: Delivery;

  constructor(
    private readonly options: ReflectorOptions<T>,
    private readonly out: Subscriber<readonly WatchEvent<T>[]>,
    private readonly signal: AbortSignal,
  ) {
    this.store = new ReflectorStore(options.trim, (what) => options.refusals?.add(what), options.kind);
    this.waits = new Waits(options.timing, options.source);
    this.asks = new Asks(options, signal);
    this.delivery = new Delivery(options.timing, signal, (events) => this.emit(events));
  }

  async run(): Promise<void> {
    let phase: Phase = { at: 'list' };
    while (!this.signal.aborted && phase.at !== 'absent') phase = await this.step(phase);
  }

  /** Does what the phase says until it ends, one way or the other, and tells what is next. Never rejects. */
  private async step(phase: Exclude<Phase, { at: 'absent' }>): Promise<Phase> {
    if (phase.at === 'wait') {
      await this.waits.wait(phase.ms, phase.after, this.signal);
      return phase.next;
    }
    const { server } = this.options;
    const cursor: Cursor = { resourceVersion: phase.at === 'watch' ? phase.resourceVersion : undefined };
    try {
      if (phase.at === 'watch') await this.watch(cursor);
      else if (phase.paged === undefined && server.streamsLists) await this.streamList(cursor);
      else return await this.pageList(phase.paged);
      return afterwards(cursor);
    } catch (error) {
      return this.signal.aborted ? phase : this.failed(error, phase, cursor);
    }
  }

  private failed(error: unknown, phase: Phase, cursor: Cursor): Phase {
    const failure = toClusterError(error, 'the connection was lost');
    const { server } = this.options;
    if (server.protobuf && NOT_ACCEPTABLE.has(failure.code)) {
      server.protobuf = false;
      return phase;
    }
    const paged = pagesAfter(failure, phase, cursor, server.streamsLists);
    if (paged) return paged;
    if (phase.at === 'watch' && failure.code === 403) return this.unwatchable(failure, phase.listed);
    if (this.options.optional && failure.code === 404) return this.absent(failure);
    const expired = failure.code === 410;
    const ms = this.waits.after(failure);
    const told = this.told(failure, ms);
    if (isRefusal(failure)) this.delivery.lost({ type: 'failed', failure: told });
    else if (failure.reason !== IDLE_TIMEOUT) this.delivery.lost({ type: 'stale', failure: told });
    // Where nothing changes nothing may come, and a list is no more certain for having come in part.
    else if (cursor.resourceVersion !== undefined) this.delivery.doubts(this.asks.heard, told);
    else this.delivery.lost({ type: 'stale', failure: told, heard: this.asks.heard });
    const next = expired ? ({ at: 'list' } as const) : afterwards(cursor);
    return { at: 'wait', ms, after: failure, next };
  }

  /** Of a namespace that does not exist a server lists nothing: 404 is that of a kind which nobody defined. */
  private absent({ code = 404, reason, message }: ClusterError): Phase {
    this.delivery.lost({ type: 'failed', failure: { code, reason, message } });
    return { at: 'absent' };
  }

  /** Who may list but not watch sees a list as old as the last try, which the server's load bounds. */
  private unwatchable(failure: ClusterError, listed: Listed | undefined): Phase {
    const next = { at: 'list', paged: 'denied' } as const;
    if (!listed) return next;
    const ms = untilPolled(listed);
    this.delivery.lost({ type: 'polled', at: listed.at, failure: this.told(failure, ms) });
    return { at: 'wait', ms, next };
  }

  private told(failure: ClusterError, ms: number): Failure {
    return toldFailure(failure, this.options.timing.now() + ms);
  }

  /** WatchList: the objects there are, a bookmark that says so, and from then on what changes. */
  private async streamList(cursor: Cursor): Promise<void> {
    const stream = await this.asks.streamedList();
    this.store.beginList();
    await this.follow(stream, cursor);
    if (cursor.resourceVersion === undefined) {
      throw new ClusterError({ reason: LIST_CUT_SHORT, message: 'the list ended before it was complete' });
    }
  }

  private async pageList(paged: 'invalid' | 'denied' | undefined): Promise<Phase> {
    const { timing, server } = this.options;
    const at = timing.now();
    const lost = (failure: ClusterError, ms: number): void =>
      this.delivery.lost({ type: 'stale', failure: this.told(failure, ms) });
    this.store.beginList();
    const pages = new Set<string>();
    let page: Page | undefined;
    do {
      const next = page?.next;
      page = readPage(
        await this.waits.whileBusy(() => this.asks.page(next), lost, this.signal),
        pages,
        this.options.kind?.kind,
      );
      // What may not be watched is not live, however new it is.
      const live = paged === 'denied' ? [] : this.goesOn();
      await this.inSlices(page.items, (item) => this.store.put(item), live);
    } while (page.next && !this.signal.aborted);
    this.emit(this.whole(paged !== 'denied'));
    // Only now is it certain that streaming was what the server did not like.
    if (paged === 'invalid') server.streamsLists = false;
    return {
      at: 'watch',
      resourceVersion: page.resourceVersion,
      listed: { at, took: timing.now() - at },
    };
  }

  private async watch(cursor: Cursor): Promise<void> {
    const { timing, path } = this.options;
    const started = timing.now();
    if (this.delivery.isLive) this.delivery.doubts(started, unanswered(path));
    const stream = await this.asks.changes(cursor.resourceVersion);
    await this.follow(stream, cursor);
    if (timing.now() - started < VERY_SHORT) {
      throw new ClusterError({ reason: 'VeryShortWatch', message: 'the server ended the watch at once' });
    }
  }

  private async follow(stream: AsyncIterable<Uint8Array>, cursor: Cursor): Promise<void> {
    const { timing } = this.options;
    const heard = unlessHeard(timing, this.signal, () => this.emit(this.goesOn()));
    try {
      for await (const lines of watchEvents(unhurried(stream, timing, this.signal))) {
        if (this.signal.aborted) return;
        heard();
        this.asks.heard = timing.now();
        const before = lines[0]?.type === 'ERROR' ? [] : this.goesOn();
        await this.inSlices(lines, (line) => this.take(line, cursor), before);
        // What comes in many small parts is gathered meanwhile, and read as one.
        await timing.turn();
      }
    } finally {
      heard();
    }
  }

  private inSlices<I>(
    items: Iterable<I>,
    take: (item: I) => readonly WatchEvent<T>[],
    before: readonly WatchEvent<T>[] = [],
  ): Promise<void> {
    return inSlices(items, this.options.timing, this.signal, take, (events) => this.emit(events), before);
  }

  private take({ type, object }: WatchLine, cursor: Cursor): WatchEvent<T>[] {
    if (type === 'ERROR') throw errorOfStatus(object);
    const listing = cursor.resourceVersion === undefined;
    if (type === 'BOOKMARK') {
      const { resourceVersion, endsList } = readProgress(object);
      if (listing && !endsList) return [];
      cursor.resourceVersion = resourceVersion ?? cursor.resourceVersion ?? '';
      return listing ? this.whole() : [];
    }
    if (!CHANGES.has(type)) {
      // Taken for a change it would put an object on the screen that may not be there.
      this.options.refusals?.add(`watch: an event of the unknown type ${type.slice(0, 40)}`);
      return [];
    }
    if (!listing) cursor.resourceVersion = readProgress(object).resourceVersion ?? cursor.resourceVersion;
    return type === 'DELETED' ? this.store.remove(object) : this.store.put(object);
  }

  private goesOn(): readonly WatchEvent<T>[] {
    this.waits.healthy();
    return this.store.isStaged ? this.delivery.listsAnew(this.options.path) : this.delivery.goesOn();
  }

  /** The list is complete. */
  private whole(isLive = true): WatchEvent<T>[] {
    const events = this.store.endList();
    return isLive ? [...this.goesOn(), ...events] : events;
  }

  private emit(events: readonly WatchEvent<T>[]): void {
    if (events.length > 0) this.out.next(events);
  }
}
