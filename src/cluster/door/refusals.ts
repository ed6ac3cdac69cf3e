/** More kinds of them than this are counted together. */
const MOST_KINDS = 200;
const OTHERS = 'others';

/**
 * What came from outside and was not as it should be: left out, and counted here by what it was,
 * as `Pod spec.containers[].image: an object instead of text`. Bounded, whatever comes.
 */
export class Refusals {
  private readonly found = new Map<string, number>();

  /** @param told hears of each kind of it once, the first time */
  constructor(private readonly told: (what: string) => void = () => undefined) {}

  /** How often, in all. */
  get total(): number {
    return [...this.found.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How often by what it was. */
  get counts(): ReadonlyMap<string, number> {
    return this.found;
  }

  add(what: string): void {
    const known = this.found.has(what) || this.found.size < MOST_KINDS ? what : OTHERS;
    const before = this.found.get(known) ?? 0;
    this.found.set(known, before + 1);
    if (before === 0) this.told(known);
  }
}
