import { expired } from '../api/api-error.ts';
import type { Clock } from '../time/clock.ts';
import { type ListOptions, versionNumber } from '../api/list-options.ts';
import { apiVersionOf, type ResourceKind } from '../api/resources.ts';
import type { Storage } from './storage.ts';
import { collectionOf, type StorageEvent, type StoredObject, withVersion } from '../api/stored-object.ts';

/** One line of a watch, before it is written in the form that was asked for. */
export type WatchFrame =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: StoredObject }
  | { readonly type: 'BOOKMARK'; readonly object: Bookmark }
  | { readonly type: 'ERROR'; readonly object: object };

/** An empty object that tells how far a watch has come. */
export interface Bookmark {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

export interface WatchTarget {
  readonly kind: ResourceKind;
  readonly namespace: string | undefined;
  readonly options: ListOptions;
}

/** Where a watch's frames go. */
export interface WatchSink {
  /** Takes a frame; false where it wants no more until it calls `resume`. */
  write(frame: WatchFrame): boolean;
  end(): void;
}

export interface WatchLimits {
  /** Between two bookmarks, in ms; a 1.34 server sends one about once a minute. */
  readonly bookmarkEveryMs: number;
  /** So many changes may wait for a reader; then its watch is ended, as the watch cache does. */
  readonly queue: number;
}

const INITIAL_EVENTS_END = { 'k8s.io/initial-events-end': 'true' };

/**
 * One watch: what there is (where it was asked for), and from then on what changes, as its selectors see it. The
 * rules are those of apiserver's storage/cacher: an object that leaves the selection is DELETED, one that enters
 * it ADDED; a version too old ends it with an ERROR.
 */
export class Watch {
  private initial: Iterator<StoredObject> | undefined;
  private readonly queue: WatchFrame[] = [];
  private readonly cleanups: (() => void)[] = [];
  /** Changes up to this one have been told or are in the initial list. */
  private seen = 0;
  private ended = false;
  /** Whether the sink takes more. */
  private flowing = false;

  constructor(
    private readonly storage: Storage,
    private readonly target: WatchTarget,
    private readonly sink: WatchSink,
    private readonly clock: Clock,
    private readonly limits: WatchLimits,
  ) {}

  /** Throws `ApiError` before anything is sent: 500 for what is no version, as the server does. */
  start(): void {
    const { resourceVersion, sendInitialEvents, timeoutSeconds } = this.target.options;
    const wanted = resourceVersion === '' ? 0 : versionNumber(resourceVersion, 'watch');
    if (sendInitialEvents) this.beginInitial(Math.max(wanted, this.storage.resourceVersion));
    else if (!this.replay(wanted)) return;
    this.cleanups.push(this.storage.subscribe((event) => this.take(event)));
    if (timeoutSeconds) this.cleanups.push(this.clock.after(timeoutSeconds * 1000, () => this.end()));
    this.bookmarkLater();
    this.resume();
  }

  /** Sends what waits, until the sink has had enough. */
  resume(): void {
    this.flowing = true;
    while (this.flowing && !this.ended) {
      const frame = this.nextFrame();
      if (!frame) return;
      this.flowing = this.sink.write(frame);
    }
  }

  /** Ends it from this side, after what has been written. */
  end(): void {
    if (this.ended) return;
    this.close();
    this.sink.end();
  }

  /** Stops listening: nothing is written any more. */
  close(): void {
    this.ended = true;
    for (const clean of this.cleanups.splice(0)) clean();
  }

  private beginInitial(resourceVersion: number): void {
    const { kind, namespace, options } = this.target;
    const snapshot = this.storage.snapshot(kind);
    const prefix = namespace === undefined ? '' : `${namespace}/`;
    this.seen = resourceVersion;
    this.initial = snapshot.keys
      .flatMap((key) => (key.startsWith(prefix) ? (snapshot.get(key) ?? []) : []))
      .filter((object) => options.selects(object))
      .values();
  }

  private replay(wanted: number): boolean {
    this.seen = wanted;
    if (wanted < this.storage.oldest) {
      const why = `too old resource version: ${wanted} (${this.storage.oldest})`;
      this.sink.write({ type: 'ERROR', object: expired(why).body });
      this.end();
      return false;
    }
    for (const event of this.storage.since(this.target.kind, wanted)) this.take(event);
    return true;
  }

  private take(event: StorageEvent): void {
    if (this.ended || event.resourceVersion <= this.seen) return;
    if (event.collection !== collectionOf(this.target.kind)) return;
    const frame = this.frameOf(event);
    if (!frame) return;
    this.queue.push(frame);
    if (this.queue.length > this.limits.queue) this.end();
    else if (this.flowing) this.resume();
  }

  private frameOf({ before, after, resourceVersion }: StorageEvent): WatchFrame | undefined {
    const { namespace, options } = this.target;
    const selected = (object: StoredObject | undefined): object is StoredObject =>
      object !== undefined &&
      (namespace === undefined || object.metadata.namespace === namespace) &&
      options.selects(object);
    const was = selected(before);
    if (selected(after)) return { type: was ? 'MODIFIED' : 'ADDED', object: after };
    return was ? { type: 'DELETED', object: withVersion(before, String(resourceVersion)) } : undefined;
  }

  private nextFrame(): WatchFrame | undefined {
    const next = this.initial?.next();
    if (next && !next.done) return { type: 'ADDED', object: next.value };
    if (next) {
      this.initial = undefined;
      if (this.target.options.allowBookmarks) return this.bookmark(this.seen, INITIAL_EVENTS_END);
    }
    return this.queue.shift();
  }

  private bookmarkLater(): void {
    if (!this.target.options.allowBookmarks) return;
    const cancel = this.clock.after(this.limits.bookmarkEveryMs, () => {
      if (this.ended) return;
      // What waits is older than the bookmark and has to come first: this one is left out.
      if (this.flowing) this.flowing = this.sink.write(this.bookmark(this.storage.resourceVersion));
      this.cleanups.splice(this.cleanups.indexOf(cancel), 1);
      this.bookmarkLater();
    });
    this.cleanups.push(cancel);
  }

  private bookmark(resourceVersion: number, annotations?: Readonly<Record<string, string>>): WatchFrame {
    const { kind } = this.target;
    const metadata = { resourceVersion: String(resourceVersion), ...(annotations && { annotations }) };
    return { type: 'BOOKMARK', object: { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata } };
  }
}
