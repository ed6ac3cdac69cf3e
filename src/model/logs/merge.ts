import type { LogItem } from './log-item.ts';

/** What is waiting of a source. */
interface Queue {
  items: LogItem[];
  /** When something came of it last, or it was begun; epoch ms. */
  heardAt: number;
  /** Until something came of it the first time. */
  begins: boolean;
}

export interface Patience {
  /** How long others wait for what a source says, in ms, after it has said something; and before, until it begins. */
  readonly quiet: number;
  readonly first: number;
}

/**
 * Puts what several logs say in the order of its times, within what has come: a source that says something now is
 * waited for a moment, one that is quiet is not. What one source says stays in its own order.
 */
export class LogMerge {
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly patience: Patience) {}

  begin(key: string, now: number): void {
    this.queues.set(key, { items: [], heardAt: now, begins: true });
  }

  push(key: string, items: readonly LogItem[], now: number): void {
    const queue = this.queues.get(key);
    if (!queue) return;
    if (queue.items.length === 0) queue.items = [...items];
    else for (const item of items) queue.items.push(item);
    queue.heardAt = now;
    if (items.some((item) => !('note' in item))) queue.begins = false;
  }

  /** What comes no more is waited for no more; what has come stays until it is taken. */
  end(key: string): void {
    const queue = this.queues.get(key);
    if (queue) queue.heardAt = -Infinity;
  }

  sizeOf(key: string): number {
    return this.queues.get(key)?.items.length ?? 0;
  }

  /** What can be told now, in order; and after how many ms more can be, if nothing else comes; undefined: nothing waits. */
  take(now: number): { readonly items: readonly LogItem[]; readonly wait: number | undefined } {
    let bound = Infinity;
    let wait: number | undefined;
    const full: Queue[] = [];
    for (const [key, queue] of this.queues) {
      const { items, heardAt, begins } = queue;
      const last = items.at(-1);
      if (last) full.push(queue);
      if (heardAt === -Infinity) {
        if (!last) this.queues.delete(key);
        continue;
      }
      const left = heardAt + (begins ? this.patience.first : this.patience.quiet) - now;
      if (left <= 0) continue;
      bound = Math.min(bound, last?.time ?? -Infinity);
      wait = Math.min(wait ?? Infinity, left);
    }
    if (full.length === 0) return { items: [], wait: undefined };
    // One that stands alone waits for nobody.
    if (this.queues.size === 1) bound = Infinity;
    return { items: inOrder(full.map((queue) => upTo(queue, bound))), wait };
  }
}

/** Takes what is no later than that from the front. */
function upTo(queue: Queue, bound: number): readonly LogItem[] {
  const { items } = queue;
  if ((items.at(-1)?.time ?? 0) <= bound) {
    queue.items = [];
    return items;
  }
  const end = items.findIndex(({ time }) => time > bound);
  queue.items = items.slice(end);
  return items.slice(0, end);
}

/** Each is in its own order already, which stays even where its times do not. */
function inOrder(parts: readonly (readonly LogItem[])[]): readonly LogItem[] {
  const some = parts.filter(({ length }) => length > 0);
  if (some.length <= 1) return some[0] ?? [];
  return some.flat().sort((a, b) => a.time - b.time);
}
