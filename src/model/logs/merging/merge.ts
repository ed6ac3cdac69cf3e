import type { LogItem } from '../log-item.ts';
import { LogQueue } from './log-queue.ts';

export interface Patience {
  /** How long others wait for what a source says, in ms, after it has said something; and before, until it begins. */
  readonly quiet: number;
  readonly first: number;
}

/**
 * While some are not read on, since so much of them waits already, who is read has the line to itself: it is waited for
 * so many times as long as it paused lately, but so long at least, in ms. All else stands still meanwhile.
 */
const [PAUSES, LEAST_QUIET] = [3, 30];

/**
 * Puts what several logs say in the order of its times, within what has come: a source that says something now is
 * waited for a moment, one that is quiet is not. What one source says stays in its own order.
 */
export class LogMerge {
  private readonly queues = new Map<string, LogQueue>();

  /** @param heardAt when something came of one last, where that is known better than by when it was pushed; epoch ms */
  constructor(
    private readonly patience: Patience,
    private readonly heardAt: (key: string) => number | undefined = () => undefined,
  ) {}

  begin(key: string, now: number): void {
    this.queues.set(key, new LogQueue(now));
  }

  push(key: string, items: readonly LogItem[], now: number): void {
    const queue = this.queues.get(key);
    if (!queue) return;
    queue.push(items);
    queue.hear(now);
  }

  /** What comes no more is waited for no more; what has come stays until it is taken. */
  end(key: string): void {
    const queue = this.queues.get(key);
    if (queue) queue.heardAt = -Infinity;
  }

  /** Whether it is not read on for now: it has more to say, and is not quiet, though nothing comes of it. */
  hold(key: string, held: boolean, now: number): void {
    const queue = this.queues.get(key);
    if (queue) [queue.held, queue.heardAt] = [held, now];
  }

  /** Roughly how much memory takes what waits of a source, in bytes; or of all. */
  costOf(key: string): number {
    return this.queues.get(key)?.cost ?? 0;
  }

  get cost(): number {
    let sum = 0;
    for (const { cost } of this.queues.values()) sum += cost;
    return sum;
  }

  /**
   * What can be told now, in order; and after how many ms more can be, if nothing else comes; undefined: nothing waits.
   *
   * @param stopped whether nothing comes any more of those that are held, so that all stands still for one that is quiet
   */
  take(
    now: number,
    stopped = true,
  ): { readonly items: readonly LogItem[]; readonly wait: number | undefined } {
    let bound = Infinity;
    let wait: number | undefined;
    const full: LogQueue[] = [];
    const alone = stopped && [...this.queues.values()].some(({ held }) => held);
    for (const [key, queue] of this.queues) {
      const { count, heardAt, held, last } = queue;
      if (count > 0) full.push(queue);
      if (heardAt === -Infinity) {
        if (count === 0) this.queues.delete(key);
        continue;
      }
      const left = held ? Infinity : this.until(key, queue, alone) - now;
      if (left <= 0) continue;
      bound = Math.min(bound, count > 0 ? (last?.time ?? -Infinity) : -Infinity);
      wait = Math.min(wait ?? Infinity, left);
    }
    if (full.length === 0) return { items: [], wait: undefined };
    // One that stands alone waits for nobody.
    if (this.queues.size === 1) bound = Infinity;
    return { items: inOrder(full.map((queue) => queue.upTo(bound))), wait };
  }

  /** Until when it is waited for. */
  private until(key: string, { heardAt: pushedAt, begins, pause }: LogQueue, alone: boolean): number {
    const { first, quiet } = this.patience;
    const heardAt = this.heardAt(key) ?? pushedAt;
    if (begins) return heardAt + first;
    return heardAt + (alone ? Math.min(quiet, Math.max(LEAST_QUIET, pause * PAUSES)) : quiet);
  }
}

/** Each is in its own order already, which stays even where its times do not: a clock may be set back. */
export function inOrder(parts: readonly (readonly LogItem[])[]): readonly LogItem[] {
  const some = parts.filter(({ length }) => length > 0);
  if (some.length <= 1) return some[0] ?? [];
  if (some.every(isAscending)) return some.flat().sort((a, b) => a.time - b.time);
  return some
    .flatMap(placed)
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const isAscending = (items: readonly LogItem[]): boolean =>
  items.every(({ time }, index) => index === 0 || time >= (items[index - 1]?.time ?? 0));

/** Each where those of its log before it are. */
function placed(items: readonly LogItem[]): readonly { readonly item: LogItem; readonly at: number }[] {
  let at = -Infinity;
  return items.map((item) => ({ item, at: (at = Math.max(at, item.time)) }));
}
