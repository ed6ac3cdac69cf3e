import type { Failure, WatchEvent } from '../../model/kinds/watch-event.ts';
import { type Life, lifeWithin } from '../life.ts';
import type { Timing } from './backoff.ts';

/**
 * Nothing came for so long, in ms, of a watch that was opened: it goes on. What a server has to say at once, such as that the
 * resourceVersion is too old, it says right behind the head of its answer; where nothing changes, what comes next may be a
 * bookmark after a minute, or nothing, of a kind that the server does not cache.
 */
export const QUIET = 250;
/** What is asked for anew, since it ended or was silent, may be answered for so long, in ms, before anything is told of that. */
export const DOUBTED = 10_000;

/** The reason of what is as old as it was while it is listed anew. */
export const LISTED_ANEW = 'ListedAnew';

/** What is told together. */
export type Told<T> = readonly WatchEvent<T>[];

/** What a watch tells beside its objects where it does not deliver. */
type Lost = Extract<WatchEvent<never>, { readonly type: 'stale' | 'polled' | 'failed' }>;

/** Whether a watch delivers, as it is told. */
export class Delivery {
  private live = false;
  /** That all is listed anew was told. */
  private anew = false;
  /** It may have delivered nothing since then (epoch ms), which is not told yet. */
  private doubt: { readonly heard: number; readonly life: Life } | undefined;

  constructor(
    private readonly timing: Timing,
    private readonly signal: AbortSignal,
    private readonly emit: (events: readonly WatchEvent<never>[]) => void,
  ) {}

  /** As far as was told. */
  get isLive(): boolean {
    return this.live;
  }

  /** Something came that shows that it goes on. Gives what is to be told before that. */
  goesOn(): readonly WatchEvent<never>[] {
    this.endDoubt();
    if (this.live) return [];
    [this.live, this.anew] = [true, false];
    return [{ type: 'live' }];
  }

  /** What was lost is being listed anew: until the end of that what is on show is as it was. Gives what is to be told. */
  listsAnew(path: string): readonly WatchEvent<never>[] {
    if (this.live || this.anew) return [];
    this.anew = true;
    const message = `${path} is listed anew, which is not complete yet`;
    return [{ type: 'stale', failure: { reason: LISTED_ANEW, message } }];
  }

  /** It does not deliver. */
  lost(told: Lost): void {
    const heard = this.doubt?.heard;
    this.endDoubt();
    [this.live, this.anew] = [false, false];
    this.emit([told.type === 'stale' && heard !== undefined ? { heard, ...told } : told]);
  }

  /** Nothing may have come since then, in epoch ms: where it delivered, that is told unless it goes on soon. */
  doubts(heard: number, failure: Failure): void {
    if (!this.live) return this.lost({ type: 'stale', failure, heard });
    if (this.doubt) return;
    const life = lifeWithin(this.signal);
    this.doubt = { heard, life };
    void this.timing.sleep(DOUBTED, life.signal).then(() => {
      if (!life.signal.aborted) this.lost({ type: 'stale', failure });
    });
  }

  private endDoubt(): void {
    this.doubt?.life.abort();
    this.doubt?.life.over();
    this.doubt = undefined;
  }
}

/** Of a watch that is asked for anew in vain: it may yet be answered. */
export const unanswered = (path: string): Failure => ({
  reason: 'NoAnswer',
  message: `${path} is watched anew, which was not answered within ${DOUBTED / 1000} s`,
});

/**
 * Calls it when nothing was heard of a watch for so long, in ms. Gives what is to be called when something was, or it is over.
 */
export function unlessHeard(
  timing: Timing,
  signal: AbortSignal,
  goesOn: () => void,
  ms: number = QUIET,
): () => void {
  const quiet = lifeWithin(signal);
  void timing.sleep(ms, quiet.signal).then(() => {
    if (!quiet.signal.aborted) goesOn();
  });
  return () => {
    // Each chunk of a list says so, and a reason to end is made anew for each, with the stack it was made in.
    if (quiet.signal.aborted) return;
    quiet.abort();
    quiet.over();
  };
}
