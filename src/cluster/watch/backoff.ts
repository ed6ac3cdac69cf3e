/** The time, as an argument: tests bring their own. */
export interface Timing {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`, or when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Lets all else run that waits: keys, frames, what came from the network. */
  turn(): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

export const realTiming: Timing = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    }),
  turn: () => new Promise((resolve) => void setImmediate(resolve)),
  random: () => Math.random(),
};

export const FIRST_DELAY = 800;
export const LONGEST_DELAY = 30_000;
/** The delay after a first refusal: rights that are just being granted, an authorizer that failed once. */
export const FIRST_REFUSAL_DELAY = 2000;
/** After so long without a failure the next one is a first one, in ms. */
export const HEALTHY = 120_000;

/**
 * Exponential backoff with jitter as client-go's reflector has it (0.8 s doubling to 30 s, forgotten
 * after two minutes of health); here the jitter shortens, so that the cap is a cap.
 */
export class Backoff {
  private failures = 0;
  private refusals = 0;
  private healthySince: number | undefined;

  constructor(private readonly timing: Timing) {}

  /** Something was delivered. */
  healthy(): void {
    this.healthySince ??= this.timing.now();
  }

  /** How many failures in a row there were, forgetting those before a long health. */
  get attempt(): number {
    return this.failures;
  }

  /** The delay before the next try after a failure, in ms. */
  next(): number {
    this.forgetOld();
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.failures);
    this.failures++;
    return longest * (0.5 + this.timing.random() * 0.5);
  }

  /** The delay after a refusal, in ms: asking again would help once at most. */
  nextAfterRefusal(): number {
    this.forgetOld();
    return this.refusals++ === 0 ? FIRST_REFUSAL_DELAY : LONGEST_DELAY;
  }

  private forgetOld(): void {
    const { healthySince } = this;
    this.healthySince = undefined;
    if (healthySince === undefined || this.timing.now() - healthySince < HEALTHY) return;
    this.failures = 0;
    this.refusals = 0;
  }
}
