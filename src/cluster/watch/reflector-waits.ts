import { MOST_AGAIN } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { type ClusterError, IDLE_TIMEOUT, toClusterError } from '../errors/cluster-error.ts';
import { comesAgainIn } from '../transport/coming-again.ts';
import { Backoff, LONGEST_DELAY, type Timing } from './backoff.ts';
import type { ReflectorSource } from './reflector-asks.ts';
import type { Listed } from './reflector-phase.ts';

/** Asking again soon would hardly help. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 404, 405]);

export const isRefusal = ({ code }: ClusterError): boolean => REFUSALS.has(code);

/** What may be listed but not watched is listed so often, in ms, and at least so many times as long as it takes. */
export const POLL_EVERY = 10_000;
const POLL_FACTOR = 20;

/** Those who waited for a busy server come again within so long, in ms, once it serves. */
const SPREAD = 1000;

/** After which a list is to be asked for again that is not watched, in ms from now. */
export function untilPolled({ at, took }: Listed, now: number): number {
  return Math.max(0, at + took + Math.max(POLL_EVERY, POLL_FACTOR * took) - now);
}

/** How long is waited, in ms, and whether that is as the server said. */
export interface Wait {
  readonly ms: number;
  readonly again: boolean;
}

/** A failure as it is told, after which it is tried again then, in epoch ms. */
export function toldFailure(failed: ClusterError, retryAt: number, again: boolean): Failure {
  const { code, reason, message, saidMs } = failed;
  return {
    ...(code !== undefined && { code }),
    reason,
    message,
    ...(again && { again }),
    ...(saidMs !== undefined && { saidMs }),
    retryAt,
  };
}

/** How long a reflector waits before it asks again. */
export class Waits {
  private readonly backoff: Backoff;
  /** So often in a row the server said when to come again. */
  private busy = 0;
  /** When a watch was too old last. */
  private expiredAt = -Infinity;

  /** Since it was served last it came before its time, since others were served, and was refused all the same. */
  private cameEarly = false;

  constructor(
    private readonly timing: Timing,
    private readonly source: Pick<ReflectorSource, 'pause' | 'untilServed'>,
  ) {
    this.backoff = new Backoff(timing);
  }

  /** The server answered. */
  healthy(): void {
    this.backoff.healthy();
    this.busy = 0;
    this.cameEarly = false;
  }

  /**
   * Waits so long after a failure, in ms. No longer, where there was no answer, than until the server answers; and where it
   * failed (5xx) and said when to come again, than until it serves others, who may have been told less: but for 429, which is said
   * of one flow while others are served (API priority and fairness), and once only, since the same may be true of a kind.
   */
  async wait(ms: number, after: ClusterError | undefined, signal: AbortSignal): Promise<void> {
    if (after && after.code === undefined) return this.source.pause(ms, signal);
    const comesEarly = !this.cameEarly && after?.code !== 429 && comesAgainIn(after) !== undefined;
    if (!comesEarly) return this.timing.sleep(ms, signal);
    const until = this.timing.now() + ms;
    await this.source.untilServed(ms, signal);
    const left = until - this.timing.now();
    if (left <= 0 || signal.aborted) return;
    this.cameEarly = true;
    // Not all at once.
    await this.timing.sleep(Math.min(left, SPREAD * this.timing.random()), signal);
  }

  /** After a failure. */
  after(failure: ClusterError): Wait {
    const { code, retryAfterMs = 0 } = failure;
    const delay = isRefusal(failure) ? this.backoff.nextAfterRefusal() : this.backoff.next();
    const said = this.asServerSays(failure);
    if (said !== undefined) return { ms: said, again: true };
    // What was sent on a dead connection, what was silent (for so long that it cannot spin), and a list for a watch that is too old.
    const isDead = code === undefined && failure.retryAfterMs === 0;
    const atOnce = isDead || failure.reason === IDLE_TIMEOUT || (code === 410 && this.expiresAnew());
    return { ms: Math.round(Math.max(atOnce ? 0 : delay, retryAfterMs)), again: false };
  }

  /** Whether no watch was too old for long: however long the server was away before, it answers. */
  private expiresAnew(): boolean {
    const before = this.expiredAt;
    this.expiredAt = this.timing.now();
    return this.expiredAt - before > LONGEST_DELAY;
  }

  /**
   * How long the server asks to be left alone, in ms, which client-go waits and no longer, ten times in a row; then it is
   * a failure like others, since a server may say 0 for ever. Undefined where it does not ask for that.
   */
  asServerSays(failure: unknown): number | undefined {
    const ms = comesAgainIn(failure);
    return ms !== undefined && this.busy++ < MOST_AGAIN ? ms : undefined;
  }
  /** Asks for a page for as long as the server says when to come again, which is told: those before it need not be asked for again. */
  async whileBusy<T>(
    ask: () => Promise<T>,
    tell: (failure: ClusterError, ms: number) => void,
    signal: AbortSignal,
  ): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const ms = signal.aborted ? undefined : this.asServerSays(error);
        if (ms === undefined) throw error;
        const failure = toClusterError(error, '');
        tell(failure, ms);
        await this.wait(ms, failure, signal);
      }
    }
  }
}
