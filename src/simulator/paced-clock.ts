import type { Clock } from './clock.ts';

interface Timer {
  /** Epoch ms. */
  readonly due: number;
  readonly run: () => void;
  cancelled: boolean;
}

/**
 * Time that keeps pace with another clock but never skips: whatever is due runs at the very time it is due, in
 * order, each in a turn of its own. However late the machine wakes, the same seed sees the same happenings.
 */
export class PacedClock implements Clock {
  /** The next one last. */
  private readonly timers: Timer[] = [];
  private time: number;
  private wake: (() => void) | undefined;
  private inTurn = false;

  /** `nextTurn` runs something once all promises that can go on have gone on, as `setImmediate` does. */
  constructor(
    private readonly pace: Clock,
    private readonly nextTurn: (run: () => void) => void,
  ) {
    this.time = pace.now();
  }

  /** In a turn, the time it was due; between turns as late as the pace is, but no later than the next turn. */
  now = (): number => {
    if (!this.inTurn) this.time = Math.max(this.time, Math.min(this.pace.now(), this.next?.due ?? Infinity));
    return this.time;
  };

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { due: this.now() + Math.max(0, ms), run, cancelled: false };
    this.timers.splice(this.placeFor(timer.due), 0, timer);
    if (!this.inTurn && this.next === timer) this.sleep();
    return () => {
      timer.cancelled = true;
    };
  };

  private get next(): Timer | undefined {
    return this.timers.at(-1);
  }

  /** Before all that are due earlier or at the same time, which is after them in the order of running. */
  private placeFor(due: number): number {
    let low = 0;
    let high = this.timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.timers[middle]?.due ?? 0) > due) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private sleep(): void {
    this.wake?.();
    this.wake = this.next && this.pace.after(Math.max(0, this.next.due - this.pace.now()), () => this.turn());
  }

  private turn(): void {
    this.wake = undefined;
    this.inTurn = false;
    while (this.next?.cancelled) this.timers.pop();
    if (!this.next || this.next.due > this.pace.now()) return this.sleep();
    const timer = this.timers.pop();
    if (!timer) return;
    this.inTurn = true;
    this.time = Math.max(this.time, timer.due);
    timer.run();
    this.nextTurn(() => this.turn());
  }
}
