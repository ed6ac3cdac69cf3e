/** UTC, to the millisecond, as logs have it; of epoch microseconds. */
export function stampOf(micros: number): string {
  const date = new Date(Math.floor(micros / 1000));
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString();
}
