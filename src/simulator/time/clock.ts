/** Time, as the simulator sees it: the machine's own, or a test's. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs something once after so many milliseconds; call what it gives to have it not run. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's clock; what waits on it keeps no process alive. */
export const MACHINE_CLOCK: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The machine's turns: runs something once all promises that can go on have gone on. */
export const machineTurn = (run: () => void): void => void setImmediate(run);

/** RFC 3339 in whole seconds, as metav1.Time is written. */
export const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, -5)}Z`;
