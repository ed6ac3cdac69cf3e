import { ApiError } from '../../api/api-error.ts';
import type { Clock } from '../../time/clock.ts';

const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 300_000;

/**
 * What has to be looked at, each key once a turn however often it was asked for. What fails is tried again, later
 * each time, as client-go's util/workqueue does; what the API server did not refuse is a mistake, and thrown as well.
 */
export class WorkQueue {
  private readonly waiting = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly planned = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly work: (key: string) => void,
  ) {}

  add(key: string): void {
    if (this.stopped || this.waiting.has(key)) return;
    this.waiting.add(key);
    this.clock.after(0, () => this.run(key));
  }

  /** Looks at it after so many ms, if nothing made it look before: whoever looks plans anew. */
  addAfter(key: string, ms: number): void {
    const at = this.clock.now() + ms;
    const before = this.planned.get(key);
    if (before && before.at <= at) return;
    before?.cancel();
    this.planned.set(key, { at, cancel: this.clock.after(ms, () => this.add(key)) });
  }

  stop(): void {
    this.stopped = true;
  }

  private run(key: string): void {
    this.waiting.delete(key);
    this.planned.get(key)?.cancel();
    this.planned.delete(key);
    if (this.stopped) return;
    try {
      this.work(key);
      this.failures.delete(key);
    } catch (error) {
      const failures = this.failures.get(key) ?? 0;
      this.failures.set(key, failures + 1);
      this.addAfter(key, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
