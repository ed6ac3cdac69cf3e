import { MOST_AGAIN } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { type ClusterError, IDLE_TIMEOUT, toClusterError } from '../errors/cluster-error.ts';
import { comesAgainIn } from '../transport/coming-again.ts';
import { Backoff, LONGEST_DELAY, type Timing } from './backoff.ts';
import type { Listed } from './reflector-phase.ts';

/** Asking again soon would hardly help. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 404, 405]);

export const isRefusal = ({ code }: ClusterError): boolean => REFUSALS.has(code);

/** What may be listed but not watched is listed so often, in ms, and at least so many times as long as it takes. */
const POLL_EVERY = 10_000;
const POLL_FACTOR = 20;

export const untilPolled = ({ took }: Listed): number => Math.max(POLL_EVERY, POLL_FACTOR * took);

/** A failure as it is told, after which it is tried again then, in epoch ms. */
export function toldFailure(failed: ClusterError, retryAt: number): Failure {
  const { code, reason, message } = failed;
  const again = comesAgainIn(failed) !== undefined;
  return { ...(code !== undefined && { code }), reason, message, ...(again && { again }), retryAt };
}

/** How long a reflector waits before it asks again. */
export class Waits {
  private readonly backoff: Backoff;
  /** So often in a row the server said when to come again. */
  private busy = 0;
  /** When a watch was too old last. */
  private expiredAt = -Infinity;

  constructor(private readonly timing: Timing) {
    this.backoff = new Backoff(timing);
  }

  /** The server answered. */
  healthy(): void {
    this.backoff.healthy();
    this.busy = 0;
  }

  /** After a failure, in ms. */
  after(failure: ClusterError): number {
    const { code, retryAfterMs = 0 } = failure;
    const delay = isRefusal(failure) ? this.backoff.nextAfterRefusal() : this.backoff.next();
    const said = this.asServerSays(failure);
    if (said !== undefined) return said;
    // What was sent on a dead connection, what was silent (for so long that it cannot spin), and a list for a watch that is too old.
    const isDead = code === undefined && failure.retryAfterMs === 0;
    const atOnce = isDead || failure.reason === IDLE_TIMEOUT || (code === 410 && this.expiresAnew());
    return Math.round(Math.max(atOnce ? 0 : delay, retryAfterMs));
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
        tell(toClusterError(error, ''), ms);
        await this.timing.sleep(ms, signal);
      }
    }
  }
}
