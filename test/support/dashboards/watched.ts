import type { Observable, Subscription } from 'rxjs';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { Failure, WatchEvent } from '../../../src/model/kinds/watch-event.ts';

/** What a watch has told so far, kept as any reader would keep it, with every breach of the contract noted. */
export class Watched<T extends KubeObject = KubeObject> {
  readonly objects = new Map<string, T>();
  /** Each event in a word: `upsert name`, `delete name`, `synced`, `silent`, `heard`, `live`, `polled`, `stale`, `failed`. */
  readonly log: string[] = [];
  /** What a watch must never do, such as deleting what was never there. */
  readonly breaches: string[] = [];
  state: 'connecting' | 'live' | 'polled' | 'stale' | 'failed' = 'connecting';
  /** The server does not answer, as far as told: since then, in epoch ms. */
  silentSince: number | undefined;
  synced = false;
  /** The watch has completed. */
  over = false;
  failure: Failure | undefined;
  /** Every failure that was told. */
  readonly failures: Failure[] = [];
  private readonly subscription: Subscription;
  private wake: () => void = () => undefined;

  constructor(watch$: Observable<readonly WatchEvent<T>[]>) {
    this.subscription = watch$.subscribe({
      next: (batch) => {
        for (const event of batch) this.take(event);
        this.wake();
      },
      complete: () => {
        this.over = true;
        this.wake();
      },
    });
  }

  get names(): string[] {
    return [...this.objects.values()].map(({ metadata }) => metadata.name).sort();
  }

  /** Waits until it holds; rejects with what there was instead. */
  async until(what: string, holds: () => boolean, ms = 60_000): Promise<void> {
    const end = Date.now() + ms;
    while (!holds()) {
      if (Date.now() > end) {
        throw new Error(
          `not within ${ms} ms: ${what}; there is ${this.state}, ${this.log.slice(-20).join(', ')}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  private take(event: WatchEvent<T>): void {
    switch (event.type) {
      case 'upsert':
        this.upsert(event.object);
        break;
      case 'delete': {
        const { uid, name } = event.object.metadata;
        if (!this.objects.delete(uid)) this.breaches.push(`deleted twice or never there: ${name}`);
        this.log.push(`delete ${name}`);
        break;
      }
      case 'synced':
        if (event.count !== this.objects.size)
          this.breaches.push(`synced ${event.count} of ${this.objects.size}`);
        this.synced = true;
        this.log.push('synced');
        break;
      case 'silent':
        this.silentSince = event.since;
        this.log.push(event.since === undefined ? 'heard' : 'silent');
        break;
      case 'coming':
      case 'unreadable':
        break;
      default:
        this.state = event.type;
        this.failure = event.type === 'live' ? undefined : event.failure;
        if (this.failure) this.failures.push(this.failure);
        this.log.push(event.type);
    }
  }

  private upsert(object: T): void {
    const { uid, name, namespace, resourceVersion } = object.metadata;
    const known = this.objects.get(uid);
    if (known?.metadata.resourceVersion === resourceVersion) this.breaches.push(`told twice: ${name}`);
    for (const other of this.objects.values()) {
      const same = other.metadata.name === name && other.metadata.namespace === namespace;
      if (same && other.metadata.uid !== uid) this.breaches.push(`two of one name: ${name}`);
    }
    this.objects.set(uid, object);
    this.log.push(`upsert ${name}`);
  }
}
