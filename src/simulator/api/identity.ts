/** What generated names end in: no vowels, nothing that looks like another (apimachinery's pkg/util/rand). */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

const HEX = '0123456789abcdef';

/** A random UUID (RFC 9562, version 4) made of the given randomness, so that a seed repeats it. */
export function randomUid(random: () => number): string {
  let digits = '';
  for (let index = 0; index < 32; index += 1) digits += HEX[Math.floor(random() * 16)] ?? '0';
  const variant = '89ab'[Math.floor(random() * 4)] ?? '8';
  const [first, second, third] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16)];
  return `${first}-${second}-4${third}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** The five letters that follow a generateName. */
export function randomSuffix(random: () => number): string {
  return Array.from({ length: 5 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'x').join('');
}

/** Randomness that a seed repeats (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
