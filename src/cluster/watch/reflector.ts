import { Observable, type Subscriber } from 'rxjs';
import type { KubeObject } from '../../model/kinds/objects.ts';
import type { WatchEvent } from '../../model/kinds/watch-event.ts';
import { Delivery, type Told, unanswered, unlessHeard } from './delivery.ts';
import { endIfSilent } from './silence/silent-list.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { type ObjectKind, readPage, readProgress } from '../door/envelopes.ts';
import type { Page } from '../protobuf/page.ts';
import type { Refusals } from '../door/refusals.ts';
import { lifeWithin } from '../life.ts';
import { afterwards, type Cursor, LIST_CUT_SHORT, type Paged, type Phase } from './reflector-phase.ts';
import { type Asked, Asks } from './reflector-asks.ts';
import { ReflectorStore } from './reflector-store.ts';
import { SlowList } from './slow-list.ts';
import { Failures } from './reflector-failures.ts';
import { Waits } from './reflector-waits.ts';
import { inSlices } from './reading/slices.ts';
import { errorOfStatus } from '../errors/status-error.ts';
import { Suspicion } from './silence/suspicion.ts';
import { trial } from './silence/trial.ts';
import { withHead } from './silence/held-head.ts';
import { unhurried } from './reading/unhurried.ts';
import { watchEvents } from './reading/watch-events.ts';
import type { WatchLine } from './reading/watch-lines.ts';

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

const CHANGES: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED']);

/**
 * Lists a kind and follows it for ever: batches of events, one a chunk from the network. Never errors
 * and never completes; unsubscribing closes it. The rules are those of client-go's tools/cache/reflector.go
 * and kube-rs' watcher.rs: a watch that ends is resumed from its last resourceVersion; where that is too
 * old (410), or nothing comes of it, everything is listed anew, and only the differences are told.
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
  private readonly suspicion: Suspicion;
  private readonly slow: SlowList;
  private readonly failures: Failures;

  constructor(
    private readonly options: ReflectorOptions<T>,
    private readonly out: Subscriber<readonly WatchEvent<T>[]>,
    private readonly signal: AbortSignal,
  ) {
    this.store = new ReflectorStore(options.trim, (what) => options.refusals?.add(what), options.kind);
    this.waits = new Waits(options.timing, options.source);
    this.asks = new Asks(options, signal);
    this.slow = new SlowList(options.timing);
    this.suspicion = new Suspicion(options.path);
    this.delivery = new Delivery(options.timing, signal, (events) => this.emit(events));
    this.failures = new Failures(options, this.waits, this.asks, this.delivery, this.suspicion);
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
      return afterwards(cursor, phase);
    } catch (error) {
      return this.signal.aborted ? phase : this.failures.after(error, phase, cursor);
    }
  }

  /** WatchList: the objects there are, a bookmark that says so, and from then on what changes. */
  private async streamList(cursor: Cursor): Promise<void> {
    const list = lifeWithin(this.signal);
    let answered = false;
    try {
      const asked = this.asks.streamedList(list.signal);
      void endIfSilent(list, this.options, () => {
        return cursor.resourceVersion === undefined ? { heard: this.asks.heard, answered } : undefined;
      });
      const stream = await asked;
      answered = true;
      this.slow.begin();
      this.store.beginList();
      await this.follow(stream, cursor);
    } finally {
      list.over();
      list.abort();
    }
    if (cursor.resourceVersion === undefined && !this.asks.hadTooLittleTime()) {
      throw new ClusterError({ reason: LIST_CUT_SHORT, message: 'the list ended before it was complete' });
    }
  }

  private async pageList(paged: Paged | undefined): Promise<Phase> {
    const { timing, server } = this.options;
    const at = timing.now();
    const lost = (failure: ClusterError, ms: number): void => this.failures.busy(failure, ms);
    const heard = (bytes: number): void => this.emit(this.slow.came(bytes));
    const { proven } = this.suspicion;
    // What is not watched is not live, however new it is.
    const isLive = paged !== 'denied' && !proven;
    this.store.beginList();
    this.slow.begin();
    const pages = new Set<string>();
    let page: Page | undefined;
    do {
      const next = page?.next;
      page = readPage(
        await this.waits.whileBusy(() => this.asks.page(next, heard), lost, this.signal),
        pages,
        this.options.kind?.kind,
      );
      await this.inSlices(page.items, (item) => this.store.put(item), isLive ? this.goesOn() : []);
    } while (page.next && !this.signal.aborted);
    this.emit(this.whole(isLive));
    // Only now is it certain that streaming was what the server did not like, or what does not go through.
    if (paged === 'invalid' || paged === 'unbegun') server.streamsLists = false;
    const listed = { at, took: timing.now() - at };
    if (proven) this.failures.polled(proven, listed);
    if (paged === 'unbegun') this.suspicion.onTrial = true;
    return { at: 'watch', resourceVersion: page.resourceVersion, listed };
  }

  private async watch(cursor: Cursor): Promise<void> {
    if (this.suspicion.onTrial) await this.tried();
    const started = this.doubted();
    const heading = {
      timing: this.options.timing,
      ask: (signal: AbortSignal) => this.asks.changes(signal, cursor.resourceVersion),
      comesThrough: (signal: AbortSignal) => this.trial(signal),
      goesOn: () => this.emit(this.goesOn()),
    };
    await withHead(heading, this.signal, (stream) => this.follow(stream, cursor));
    this.suspicion.ended(this.options.timing.now() - started);
  }

  /** Something is asked for anew, now, in epoch ms: where it delivered, that it does no more is told unless it is answered. */
  private doubted(): number {
    const { timing, path } = this.options;
    const now = timing.now();
    if (this.delivery.isLive) this.delivery.doubts(now, unanswered(path));
    return now;
  }

  /** Finds out whether anything comes of a watch; throws where nothing does. That it is answered shows no more than that. */
  private tried(): Promise<boolean> {
    this.doubted();
    return this.trial(this.signal, () => this.emit(this.delivery.isLive ? this.goesOn() : []));
  }

  private trial(signal: AbortSignal, answered = (): void => undefined): Promise<boolean> {
    const { asks, suspicion, store, options } = this;
    return trial({ ...options, asks, suspicion, name: store.someName, answered }, signal);
  }

  private async follow(stream: AsyncIterable<Uint8Array>, cursor: Cursor): Promise<void> {
    const { timing } = this.options;
    const goesOn = (): void => {
      if (this.suspicion.proven) this.suspicion.acquit();
      this.emit(this.goesOn());
    };
    const heard = unlessHeard(timing, this.signal, goesOn, this.suspicion.goesOnFor);
    const came = (bytes: number): void => {
      this.asks.heard = timing.now();
      if (cursor.resourceVersion === undefined) this.emit(this.slow.came(bytes));
    };
    try {
      for await (const lines of watchEvents(unhurried(stream, timing, this.signal, came))) {
        if (this.signal.aborted) return;
        heard();
        this.suspicion.acquit();
        const before = lines[0]?.type === 'ERROR' ? [] : this.goesOn();
        await this.inSlices(lines, (line) => this.take(line, cursor), before);
        // What comes in many small parts is gathered meanwhile, and read as one.
        await timing.turn();
      }
    } finally {
      heard();
    }
  }

  private inSlices<I>(items: Iterable<I>, take: (item: I) => Told<T>, before: Told<T> = []): Promise<void> {
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
