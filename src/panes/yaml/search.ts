/** A text in one case, unit by unit as long as before, so that places in it are places in the text. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

interface Search {
  readonly lines: readonly string[];
  /** The lines in one case: a document is searched again with every key. */
  readonly low: readonly string[];
  readonly wanted: string;
  /** The lines that have it, in order. */
  readonly found: readonly number[];
}

let last: Search = { lines: [], low: [], wanted: '', found: [] };

/** The next line from one on, or back, that has a text in any case, round the end; undefined where none has it. */
export function nextMatch(
  lines: readonly string[],
  text: string,
  from: number,
  by: 1 | -1,
): number | undefined {
  const found = matches(lines, folded(text));
  return by === 1
    ? (found.find((line) => line >= from) ?? found[0])
    : (found.findLast((line) => line <= from) ?? found.at(-1));
}

/** Looks through a document once a search, and only at what matched before where more is typed. */
function matches(lines: readonly string[], wanted: string): readonly number[] {
  const known = last.lines === lines;
  if (known && last.wanted === wanted) return last.found;
  const low = known ? last.low : lines.map(folded);
  const among = known && last.wanted !== '' && wanted.includes(last.wanted) ? last.found : low.keys();
  const found = [...among].filter((line) => low[line]?.includes(wanted));
  last = { lines, low, wanted, found };
  return found;
}
