import type { Timing } from '../../src/cluster/watch/backoff.ts';

/** Time that passes only when a test says so; jitter is at its longest. */
export class VirtualTime implements Timing {
  /** Every delay that was asked for, in ms. */
  readonly delays: number[] = [];
  private time = 0;
  private sleepers: { at: number; wake: () => void }[] = [];

  now = (): number => this.time;
  random = (): number => 1;
  turn = (): Promise<void> => Promise.resolve();

  sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    this.delays.push(ms);
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.push({ at: this.time + ms, wake });
      signal.addEventListener('abort', wake);
    });
  };

  /** The program is stopped, or the machine asleep: so long nothing runs, and all of it is due after. */
  async standStill(ms: number): Promise<void> {
    this.time += ms;
    const due = this.sleepers.filter(({ at }) => at <= this.time);
    this.sleepers = this.sleepers.filter(({ at }) => at > this.time);
    for (const { wake } of due) wake();
    await settle();
  }

  /** Lets everything run that is to run within `ms`. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
      this.time = next.at;
      next.wake();
      await settle();
    }
    this.time = end;
  }
}

/** Until everything that can run now has run: promises, and streams' turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
