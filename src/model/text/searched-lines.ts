/** A text in one case, unit by unit as long as before, so that places in it are places in the text. */
export function folded(text: string): string {
  // The one letter that becomes longer (Unicode's SpecialCasing.txt).
  return text.replaceAll('İ', 'i').toLowerCase();
}

/** More are not counted with every key. */
export const MOST_COUNTED = 1000;

/** Lines that are looked through with every letter that is typed: as one text, so that there is no work by line. */
export class SearchedLines {
  private readonly text: string;
  /** Where each line begins in the text, and where one more would. */
  private readonly starts: Uint32Array;
  private longest: number | undefined;

  constructor(readonly lines: readonly string[]) {
    this.text = folded(lines.join('\n'));
    this.starts = new Uint32Array(lines.length + 1);
    let start = 0;
    for (let index = 0; index < lines.length; index++) {
      this.starts[index] = start;
      start += (lines[index]?.length ?? 0) + 1;
    }
    this.starts[lines.length] = start;
  }

  /** The length of the longest, in UTF-16 units; looked for once, since there may be many. */
  get widest(): number {
    return (this.longest ??= this.lines.reduce((most, { length }) => Math.max(most, length), 0));
  }

  /** The next line from one on, or back, that has a text in any case, round the end; undefined where none has it. */
  next(wanted: string, from: number, by: 1 | -1): number | undefined {
    const low = folded(wanted);
    if (low.includes('\n')) return undefined;
    const near = by === 1 ? this.onward(low, from) : this.back(low, from);
    const found = near >= 0 ? near : by === 1 ? this.text.indexOf(low) : this.text.lastIndexOf(low);
    return found < 0 ? undefined : this.lineAt(found);
  }

  /** How many lines have a text, counted up to `MOST_COUNTED`, and which of them a line is; 0 where it is none of these. */
  count(wanted: string, line: number): { readonly at: number; readonly of: number } {
    const low = folded(wanted);
    let [at, of] = [0, 0];
    if (low === '' || low.includes('\n')) return { at, of };
    for (let place = this.text.indexOf(low); place >= 0 && of < MOST_COUNTED;) {
      const found = this.lineAt(place);
      of++;
      if (found === line) at = of;
      place = this.text.indexOf(low, this.starts[found + 1]);
    }
    return { at, of };
  }

  private onward(low: string, from: number): number {
    return from < this.lines.length ? this.text.indexOf(low, this.starts[from]) : -1;
  }

  private back(low: string, from: number): number {
    const last = Math.min(from, this.lines.length - 1);
    return last < 0 ? -1 : this.text.lastIndexOf(low, (this.starts[last + 1] ?? 0) - 1);
  }

  private lineAt(place: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
