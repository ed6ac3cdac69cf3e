import type { LogChunk } from './log-chunk.ts';
import type { LogFilters } from './log-filter.ts';

/** What was said over time. */
export interface LogHistogram {
  /** When its first bar begins, in epoch microseconds, and how long a bar is. */
  readonly from: number;
  readonly step: number;
  /** When the first line was written, and the last: within the first bar and the last. */
  readonly times: readonly [first: number, last: number];
  readonly bars: readonly LogBar[];
  readonly errors: number;
}

export interface LogBar {
  readonly lines: number;
  readonly errors: number;
}

const SECOND = 1_000_000;
/** How long a bar may be, in microseconds; beyond, days are doubled. */
const STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400,
].map((seconds) => seconds * SECOND);

/**
 * How many lines there were over time, in so many bars at most; undefined without any. Steps begin at the same times
 * whatever comes, so that what was counted of a chunk stays counted.
 */
export function histogramOf(
  chunks: readonly LogChunk[],
  filters: LogFilters,
  most: number,
): LogHistogram | undefined {
  const times = chunks.map(({ times: [first, last] }) => ({ first, last }));
  const first = times.reduce((least, time) => Math.min(least, time.first), Infinity);
  const last = times.reduce((latest, time) => Math.max(latest, time.last), -Infinity);
  if (!Number.isFinite(first) || !Number.isFinite(last)) return undefined;
  const step = stepOf(first, last, most);
  const start = Math.floor(first / step);
  const bars = Array.from({ length: Math.floor(last / step) - start + 1 }, () => ({ lines: 0, errors: 0 }));
  let errors = 0;
  for (const chunk of chunks) {
    for (const [at, counted] of chunk.tallied(step, filters)) {
      const bar = bars[at - start];
      if (!bar) continue;
      bar.lines += counted.lines;
      bar.errors += counted.errors;
      errors += counted.errors;
    }
  }
  return { from: start * step, step, times: [first, last], bars, errors };
}

function stepOf(first: number, last: number, most: number): number {
  const fits = (step: number): boolean => Math.floor(last / step) - Math.floor(first / step) < most;
  const known = STEPS.find(fits);
  if (known !== undefined) return known;
  let step = STEPS.at(-1) ?? SECOND;
  while (!fits(step)) step *= 2;
  return step;
}
