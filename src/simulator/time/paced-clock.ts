import type { Clock } from './clock.ts';

interface Timer {
  /** Epoch ms. */
  due: number;
  readonly run: () => void;
  cancelled: boolean;
}

/**
 * Time that keeps pace with another clock but never skips: whatever is due runs at the very time it is due, in
 * order, each in a turn of its own. However late the machine wakes, the same seed sees the same happenings. It may
 * begin in the past, and then catches up as fast as it can.
 */
export class PacedClock implements Clock {
  /** The next one last. */
  private readonly timers: Timer[] = [];
  private time: number;
  private wake: (() => void) | undefined;
  /** Standing still, in a turn, or between turns. */
  private state: 'still' | 'turn' | 'between' = 'still';
  private caughtUp: (() => void) | undefined;

  /**
   * `nextTurn` runs something once all promises that can go on have gone on, as `machineTurn` does. Time stands
   * still, `behind` ms ago, until it is started.
   */
  constructor(
    private readonly pace: Clock,
    private readonly nextTurn: (run: () => void) => void,
    behind = 0,
  ) {
    this.time = pace.now() - behind;
  }

  /** Lets time pass from now on. Resolves when the past is over: whatever was due has run. */
  start(): Promise<void> {
    this.state = 'turn';
    return new Promise((resolve) => {
      this.caughtUp = resolve;
      this.nextTurn(() => this.turn());
    });
  }

  /** In a turn, the time it was due; between turns as late as the pace is, but no later than the next turn. */
  now = (): number => {
    const latest =
      this.state === 'between' ? Math.min(this.pace.now(), this.next?.due ?? Infinity) : this.time;
    this.time = Math.max(this.time, latest);
    return this.time;
  };

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { due: this.now() + Math.max(0, ms), run, cancelled: false };
    this.timers.splice(this.placeFor(timer.due), 0, timer);
    if (this.state === 'between' && this.next === timer) this.sleep();
    return () => {
      timer.cancelled = true;
    };
  };

  /** Time leaps, as for a machine that was suspended: nothing runs meanwhile, and all that waits waits as long as before. */
  leap(ms: number): void {
    this.time += ms;
    for (const timer of this.timers) timer.due += ms;
  }

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
    const { next } = this;
    this.wake = next && this.pace.after(Math.max(0, next.due - this.pace.now()), () => this.turn());
  }

  private turn(): void {
    while (this.next?.cancelled) this.timers.pop();
    const timer = this.next;
    if (!timer || timer.due > this.pace.now()) return this.rest();
    this.timers.pop();
    this.state = 'turn';
    this.time = Math.max(this.time, timer.due);
    try {
      timer.run();
    } finally {
      // Time goes on, whatever became of what was due.
      this.nextTurn(() => this.turn());
    }
  }

  private rest(): void {
    this.state = 'between';
    this.caughtUp?.();
    this.caughtUp = undefined;
    this.sleep();
  }
}
