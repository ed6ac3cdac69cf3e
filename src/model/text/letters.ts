/** How many letters differ: put in, left out, another one, or two that changed places. */
export function lettersApart(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + other);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** Of some names the one that is nearest to another; undefined where more than a third of its letters would differ. */
export function nearestName(names: readonly string[], wanted: string): string | undefined {
  let best: { readonly name: string; readonly apart: number } | undefined;
  for (const name of names) {
    const apart = apartWithin(name, wanted);
    if (apart !== undefined && (!best || apart < best.apart)) best = { name, apart };
  }
  return best?.name;
}

/**
 * The names of objects that are near another one, the nearest first: written almost so, as a whole or in as many of their parts
 * between `-`, since what follows may be generated.
 */
export function nearNames(names: Iterable<string>, wanted: string): readonly string[] {
  const parts = wanted.split('-').length;
  const near: { readonly name: string; readonly apart: number }[] = [];
  for (const name of names) {
    const begins = name.split('-', parts).join('-');
    const apart = apartWithin(name, wanted) ?? apartWithin(begins, wanted);
    if (apart !== undefined) near.push({ name, apart });
  }
  return near
    .sort((a, b) => a.apart - b.apart)
    .slice(0, MOST_NEAR)
    .map(({ name }) => name);
}

/** Near names as words behind what says that something is not there: ` (near: web-1, web-2)`; empty for none. */
export const nearText = (near: readonly string[]): string =>
  near.length === 0 ? '' : ` (near: ${near.join(', ')})`;

/** How many letters of names differ; undefined of more than a third. */
function apartWithin(name: string, wanted: string): number | undefined {
  const most = Math.ceil(Math.min(name.length, wanted.length, MOST_COMPARED) / 3);
  if (Math.abs(name.length - wanted.length) > most) return undefined;
  const apart = lettersApart(
    name.slice(0, MOST_COMPARED).toLowerCase(),
    wanted.slice(0, MOST_COMPARED).toLowerCase(),
  );
  return apart <= most ? apart : undefined;
}

/** So many near names are told. */
const MOST_NEAR = 2;

/** A name may be as long as an object can be. */
const MOST_COMPARED = 100;
