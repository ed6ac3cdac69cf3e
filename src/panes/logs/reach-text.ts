/** `30s`, `15m`, `1h`: so long ago, at most, logs were said. */
export function reachText({ seconds }: { readonly seconds: number }): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
