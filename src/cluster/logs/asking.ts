import type { LogRange, LogSource } from '../../model/logs/log-item.ts';
import { podStatus } from '../../model/pod/pod-status.ts';
import type { Followed } from './resuming/catching-up.ts';
import type { LogAsks } from './log-asks.ts';
import { logPath } from './log-path.ts';
import { type Run, runOf } from './run-of.ts';

/** So long after a restart an API server knows of it, mostly; in ms. */
const TOLD_WITHIN = 1000;

/** What is asked about the log of one container. All reject with a `ClusterError`. */
export class Asking {
  private readonly began: number;
  /** The Pod's STATUS when its container was looked at last. */
  stands: string | undefined;

  constructor(
    private readonly source: LogSource,
    private readonly range: LogRange,
    private readonly asks: LogAsks,
    private readonly signal: AbortSignal,
  ) {
    this.began = asks.timing.now();
  }

  pause(ms: number): Promise<void> {
    return this.asks.pause(ms, this.signal);
  }

  /** How its container is; undefined where there is none. */
  async look(): Promise<Run | undefined> {
    const pod = await this.asks.look(this.source);
    this.stands = pod && podStatus(pod);
    return runOf(pod, this.source);
  }

  /** Whether the container runs, or ended, as often as then, so that its log is still the same; nodes tell of a restart late. */
  async isStill(run: Run | undefined): Promise<boolean> {
    await this.pause(TOLD_WITHIN);
    return (await this.sameRun(run)) !== undefined;
  }

  /** How the container is now; undefined where it was started again since, or is gone. */
  private async sameRun(run: Run | undefined): Promise<Run | undefined> {
    const now = await this.look();
    return now?.count === run?.count ? now : undefined;
  }

  /** @param resumed from where on; undefined where nothing was ever read */
  open(
    range: LogRange,
    resumed: { readonly since: string | undefined; readonly tail: number | undefined } | undefined,
    received: () => void,
  ): Promise<AsyncIterable<Uint8Array>> {
    const elapsed = this.asks.timing.now() - this.began;
    const path = logPath(this.source, range, resumed && { ...resumed, elapsed });
    return this.asks.open(path, this.signal, received);
  }

  /** Follows it from so many lines before its end, whatever was read; undefined where it is not that run any more. */
  async follow(tail: number, run: Run | undefined): Promise<Followed | undefined> {
    const now = await this.sameRun(run);
    if (!now?.running) return undefined;
    const path = logPath(this.source, this.range, { tail });
    return { now, bytes: await this.asks.open(path, this.signal) };
  }
}
