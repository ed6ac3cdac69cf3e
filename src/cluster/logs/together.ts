import type { Observable, Subscription } from 'rxjs';
import { type LogItem, type LogSource, sourceKey } from '../../model/logs/log-item.ts';
import { LogMerge, type Patience } from '../../model/logs/merging/merge.ts';
import type { Timing } from '../watch/backoff.ts';
import type { ReadAhead } from './read-ahead.ts';
import { happened } from './lines/happened.ts';
import { lifeWithin } from '../life.ts';

/**
 * So much of all logs together waits as lines to be put in order, in bytes, and of each a little whatever the others have.
 * What is more waits as bytes (`ReadAhead`).
 */
const MOST_WAITING = 8 * 1024 * 1024;
const LEAST_WAITING = 128 * 1024;

export type ReadLog = (source: LogSource, signal: AbortSignal) => AsyncIterable<readonly LogItem[]>;

/** Takes what came; a promise that is returned holds the reading back. */
export type TakeItems = (items: readonly LogItem[]) => void | Promise<void>;

interface TogetherOptions {
  readonly patience: Patience;
  readonly timing: Timing;
  readonly signal: AbortSignal;
  /** How far logs are read on while others are told. */
  readonly ahead?: Pick<ReadAhead, 'isFull' | 'heardAt' | 'emptied'>;
}

/**
 * Reads several logs at once, told in the order of their times within what has come. Who comes to `sources$` later joins.
 * Resolves when it has completed and all logs have ended, or the signal aborts.
 */
export function readTogether(
  sources$: Observable<readonly LogSource[]>,
  read: ReadLog,
  take: TakeItems,
  options: TogetherOptions,
): Promise<void> {
  return new Together(read, take, options.patience, options.timing, options.signal, options.ahead).run(
    sources$,
  );
}

class Together {
  private readonly merge: LogMerge;
  private readonly known = new Set<string>();
  private reading = 0;
  private complete = false;
  private failure: unknown;
  private wake: () => void = () => undefined;
  /** Epoch ms. */
  private wakesAt = Infinity;
  /** Those whose queue is full wait for this. */
  private taken: Promise<void> = Promise.resolve();
  private tell: () => void = () => undefined;

  constructor(
    private readonly read: ReadLog,
    private readonly take: TakeItems,
    patience: Patience,
    private readonly timing: Timing,
    private readonly signal: AbortSignal,
    private readonly ahead: TogetherOptions['ahead'],
  ) {
    this.merge = new LogMerge(patience, (key) => ahead?.heardAt(key));
    if (ahead) ahead.emptied = () => this.wake();
  }

  async run(sources$: Observable<readonly LogSource[]>): Promise<void> {
    this.renew();
    const subscription = this.follow(sources$);
    const aborted = (): void => this.wake();
    this.signal.addEventListener('abort', aborted);
    const life = lifeWithin(this.signal);
    try {
      while (!this.signal.aborted) {
        const woken = new Promise<void>((resolve) => (this.wake = resolve));
        const { items, wait } = this.merge.take(this.timing.now(), this.ahead?.isFull);
        if (items.length > 0) {
          await this.take(items);
          this.tell();
          this.renew();
          continue;
        }
        if (this.failure !== undefined) throw this.failure;
        if (wait === undefined && this.complete && this.reading === 0) return;
        if (wait !== undefined && wait !== Infinity) this.wakeIn(wait, life.signal);
        await woken;
        // What has come of the others meanwhile is told with it.
        await this.timing.turn();
      }
    } finally {
      this.signal.removeEventListener('abort', aborted);
      life.abort('over');
      life.over();
      subscription.unsubscribe();
      this.tell();
    }
  }

  /** At the latest then: one that wakes sooner is left as it is, since most of what is waited for is put off by what comes. */
  private wakeIn(wait: number, signal: AbortSignal): void {
    const at = this.timing.now() + wait;
    if (this.wakesAt <= at) return;
    this.wakesAt = at;
    void this.timing.sleep(wait, signal).then(() => {
      if (this.wakesAt === at) this.wakesAt = Infinity;
      this.wake();
    });
  }

  private renew(): void {
    this.taken = new Promise((resolve) => (this.tell = resolve));
  }

  private follow(sources$: Observable<readonly LogSource[]>): Subscription {
    let first = true;
    return sources$.subscribe({
      next: (sources) => {
        for (const source of sources) this.begin(source, !first);
        first = false;
      },
      error: (error: unknown) => {
        this.failure = error;
        this.wake();
      },
      complete: () => {
        this.complete = true;
        this.wake();
      },
    });
  }

  private begin(source: LogSource, joins: boolean): void {
    const key = sourceKey(source);
    if (this.known.has(key)) return;
    this.known.add(key);
    this.reading++;
    this.merge.begin(key, this.timing.now());
    if (joins) this.push(key, [happened(source, { type: 'joined' }, 0, this.timing.now())]);
    this.readOne(source, key).catch((error: unknown) => {
      this.failure = error;
      this.wake();
    });
  }

  private async readOne(source: LogSource, key: string): Promise<void> {
    for await (const items of this.read(source, this.signal)) {
      this.push(key, items);
      if (this.hasEnough(key)) await this.untilTaken(key);
      if (this.signal.aborted) break;
      // A kubelet sends each line by itself: what comes in one go is read in one go.
      await this.timing.turn();
    }
    this.merge.end(key);
    this.reading--;
    this.wake();
  }

  private async untilTaken(key: string): Promise<void> {
    this.merge.hold(key, true, this.timing.now());
    while (this.hasEnough(key) && !this.signal.aborted) await this.taken;
    this.merge.hold(key, false, this.timing.now());
    // From now on it may be quiet, which nobody was to wait out.
    this.wake();
  }

  private hasEnough(key: string): boolean {
    return this.merge.costOf(key) > LEAST_WAITING && this.merge.cost > MOST_WAITING;
  }

  private push(key: string, items: readonly LogItem[]): void {
    this.merge.push(key, items, this.timing.now());
    this.wake();
  }
}
