import { YamlError } from './yaml-error.ts';

/** Fewer aliases and fewer values than these are well whatever their share. */
const FEW_ALIASES = 100;
const FEW_VALUES = 1000;
/** So many values may come from aliases almost all, and from so many on a tenth. */
const SMALL = 400_000;
const LARGE = 4_000_000;

/**
 * How much of a document comes from aliases, as goyaml.v2's decode.go counts it: by what would be decoded if each
 * alias were written out. A few lines of aliases of aliases would otherwise be gigabytes for whoever walks them.
 */
export class AliasBudget {
  /** Values so far, with those of aliases. */
  spent = 0;
  private aliased = 0;

  /** Throws `YamlError` where too much comes from aliases. */
  value(): void {
    this.spent += 1;
    this.check();
  }

  /** An alias of something that cost so much. */
  alias(cost: number): void {
    this.spent += 1 + cost;
    this.aliased += cost;
    this.check();
  }

  private check(): void {
    if (this.aliased <= FEW_ALIASES || this.spent <= FEW_VALUES) return;
    if (this.aliased / this.spent > allowed(this.spent)) {
      throw new YamlError('document contains excessive aliasing');
    }
  }
}

function allowed(spent: number): number {
  if (spent <= SMALL) return 0.99;
  return spent >= LARGE ? 0.1 : 0.99 - (0.89 * (spent - SMALL)) / (LARGE - SMALL);
}
