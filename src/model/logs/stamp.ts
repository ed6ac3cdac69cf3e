/** UTC, to the millisecond, as logs have it; of epoch microseconds. What has no time (0, before any line) has none. */
export function stampOf(micros: number): string {
  const date = new Date(Math.floor(micros / 1000));
  return micros <= 0 || Number.isNaN(date.getTime()) ? '–' : date.toISOString();
}
