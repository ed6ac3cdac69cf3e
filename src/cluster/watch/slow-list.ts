import type { WatchEvent } from '../../model/kinds/watch-event.ts';
import { NOTICED } from '../transport/coming-again.ts';
import type { Timing } from './backoff.ts';

/** What came of a list is told so often at most, in ms. */
const EVERY = 1000;

/** How much of a list came that takes noticeably long: a slow line is no silence, and looks like one where nothing is told of it. */
export class SlowList {
  private bytes = 0;
  private since = 0;
  private due = 0;

  constructor(private readonly timing: Timing) {}

  /** It is asked for. */
  begin(): void {
    this.bytes = 0;
    this.since = this.timing.now();
    this.due = this.since + NOTICED;
  }

  /** So many bytes more of it came. Gives what is to be told. */
  came(bytes: number): readonly WatchEvent<never>[] {
    this.bytes += bytes;
    const now = this.timing.now();
    if (now < this.due) return [];
    this.due = now + EVERY;
    return [{ type: 'coming', bytes: this.bytes, since: this.since }];
  }
}

/** Objects in a page, where nothing is known against it: as kubectl has it. */
export const PAGE_SIZE = 500;
/** A page is to take no longer than so long, in ms: an API server ends one after a minute, and its rows show only when all of it is there. */
const SLOW = 5000;
const QUICK = 1000;

/** How many objects are asked for after a page of so many took so long, in ms, whether it came or not. */
export function nextPageSize(size: number, took: number): number {
  if (took > SLOW) return Math.max(1, Math.floor((size * SLOW) / took));
  return took < QUICK ? Math.min(PAGE_SIZE, size * 2) : size;
}
