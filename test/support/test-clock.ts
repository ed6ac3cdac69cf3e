import type { Clock } from '../../src/simulator/time/clock.ts';
import { settle } from './virtual-time.ts';

/** A simulated cluster's time that passes only when a test says so. */
export class TestClock implements Clock {
  private timers: { at: number; run: () => void }[] = [];

  constructor(private time = Date.parse('2026-01-01T00:00:00Z')) {}

  now = (): number => this.time;

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  /** Lets everything run that is to run within `ms`, in its order. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settle();
    }
    this.time = end;
  }

  /** Lets time pass second by second until something holds. Throws after `limit` ms of it. */
  async until(holds: () => boolean, limit = 600_000): Promise<void> {
    const end = this.time + limit;
    await settle();
    while (!holds()) {
      if (this.time >= end) throw new Error(`it did not come true within ${limit} ms`);
      await this.pass(1000);
    }
  }
}
