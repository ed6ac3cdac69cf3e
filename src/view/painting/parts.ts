import { sameItems } from '../../model/table/same-items.ts';
import type { Line } from '../block.ts';
import { Grid, type Rect, type Spot } from './grid.ts';

/** A part of the screen as it was painted. */
interface Part {
  readonly from: readonly unknown[];
  readonly made: unknown;
  readonly spots: readonly Spot[];
}

/**
 * The parts that a frame is painted of, beside each other. Where they stand as in the last frame, it begins as a copy of that
 * one, and a part that follows from the same stands there already.
 */
export class Parts {
  readonly grid: Grid;
  private before: ReadonlyMap<string, Part>;
  private readonly painted = new Map<string, Part>();

  /** @param plan all that where the parts stand follows from */
  constructor(
    columns: number,
    rows: number,
    private readonly plan: readonly unknown[],
    last: Parts | undefined,
  ) {
    const { width, height } = last?.grid ?? {};
    const known =
      last && width === columns && height === rows && sameItems(last.plan, plan) ? last : undefined;
    this.grid = new Grid(columns, rows, known?.grid);
    this.before = known?.painted ?? NONE;
  }

  /**
   * Paints a part, or leaves it as it was painted.
   *
   * @param from all that it follows from; undefined where it is to be painted in any case
   */
  paint<A>(name: string, rect: Rect, from: readonly unknown[] | undefined, paint: () => A): A {
    const { grid } = this;
    const known = this.before.get(name);
    if (known && from && sameItems(known.from, from)) {
      grid.spots.push(...known.spots);
      this.painted.set(name, known);
      return known.made as A;
    }
    if (this.before !== NONE) grid.empty(rect);
    const spots = grid.spots.length;
    const made = paint();
    if (from) this.painted.set(name, { from, made, spots: grid.spots.slice(spots) });
    return made;
  }

  /** All is painted: what the last frame was made of is not kept any longer. */
  done(): this {
    this.before = NONE;
    return this;
  }
}

/** A line by what it says, as a part follows from it: it may be made anew for each frame. */
export const lineItems = (line: Line): readonly unknown[] => [
  line.length,
  ...line.flatMap(({ text, style, press, brief }) => [text, style, press, brief]),
];

const NONE: ReadonlyMap<string, Part> = new Map();
