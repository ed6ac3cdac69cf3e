const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;
/** Who ran so long begins anew. */
const FORGIVEN_MS = 600_000;

/** How long a container that ended waits for its next start: at once, then 10 s, twice as long each time, 5 min at most. */
export class Backoff {
  private pause = 0;
  private until = 0;

  /** It ended at this time (epoch ms), having run so long. */
  failed(now: number, ranMs: number): void {
    if (ranMs >= FORGIVEN_MS) this.pause = 0;
    this.until = now + this.pause;
    this.told = this.pause;
    this.pause = this.pause === 0 ? FIRST_MS : Math.min(LONGEST_MS, this.pause * 2);
  }

  left(now: number): number {
    return Math.max(0, this.until - now);
  }

  /** As Go writes durations: `10s`, `1m20s`, `5m0s`. */
  get text(): string {
    const seconds = this.told / 1000;
    return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  }

  private told = 0;
}
