/** A byte is another, or a few are. */
export function mutate(bytes: Buffer, random: (below: number) => number): void {
  const at = random(bytes.length);
  const kind = random(4);
  if (kind === 0) bytes[at] = random(256);
  else if (kind === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  else if (kind === 2) bytes.fill(0xff, at, Math.min(bytes.length, at + 1 + random(12)));
  else bytes.copy(bytes, at, random(bytes.length), random(bytes.length));
}
