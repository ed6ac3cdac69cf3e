import type { LogItem } from '../log-item.ts';

/** Roughly what an item takes beside its text while it waits, in bytes. */
const AN_ITEM = 160;

/** How much of a pause still counts with each piece that comes after it. */
const FADING = 0.8;

/** What a log said that waits for what others say. */
export class LogQueue {
  /** Roughly how much memory it takes, in bytes. */
  cost = 0;
  /** Until something was said the first time. */
  begins = true;
  /** The longest that it lately was silent in between, in ms. */
  pause = 0;
  /** There is more that is not read, since so much waits already. */
  held = false;
  private items: LogItem[] = [];
  /** Those before it were taken. */
  private next = 0;

  /** @param heardAt when something came of it last, or it was begun; epoch ms */
  constructor(public heardAt: number) {}

  get count(): number {
    return this.items.length - this.next;
  }

  get last(): LogItem | undefined {
    return this.items.at(-1);
  }

  push(items: readonly LogItem[]): void {
    for (const item of items) {
      this.items.push(item);
      this.cost += costOf(item);
      if (!('note' in item)) this.begins = false;
    }
  }

  hear(now: number): void {
    this.pause = Math.max(now - this.heardAt, this.pause * FADING);
    this.heardAt = now;
  }

  /** Takes what is no later than that from the front: all before the first that is. */
  upTo(time: number): readonly LogItem[] {
    const { items, next } = this;
    let end = next;
    while (end < items.length && (items[end]?.time ?? 0) <= time) end++;
    if (this.last && this.last.time <= time) end = items.length;
    const taken = items.slice(next, end);
    for (const item of taken) this.cost -= costOf(item);
    this.next = end;
    // What was taken goes when it is the larger part, so that each item is moved but once or twice.
    if (this.next * 2 >= items.length) {
      this.items = items.slice(end);
      this.next = 0;
    }
    return taken;
  }
}

/** Roughly how much memory it takes while it waits, in bytes. */
export const costOf = (item: LogItem): number => AN_ITEM + ('note' in item ? 0 : item.text.length);
