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
    const most = Math.ceil(Math.min(name.length, wanted.length, MOST_COMPARED) / 3);
    if (Math.abs(name.length - wanted.length) > most) continue;
    const apart = lettersApart(
      name.slice(0, MOST_COMPARED).toLowerCase(),
      wanted.slice(0, MOST_COMPARED).toLowerCase(),
    );
    if (apart <= most && (!best || apart < best.apart)) best = { name, apart };
  }
  return best?.name;
}

/** A name may be as long as an object can be. */
const MOST_COMPARED = 100;
