import { compose, type Placement } from './compose.ts';
import type { Spot } from './grid.ts';
import type { Frame } from './frame.ts';
import { type ViewMemory, viewMemory } from './paint-body.ts';
import type { ScreenModel } from './screen-model.ts';

/** Composes one frame after the other and remembers how the last one came to stand. */
export class Composer {
  placements: readonly Placement[] = [];
  spots: readonly Spot[] = [];
  private readonly memory: ViewMemory = viewMemory();
  private readonly pages = new Map<string, number>();

  compose(model: ScreenModel, columns: number, rows: number): Frame {
    const { frame, placements, spots } = compose(model, columns, rows, this.memory);
    this.placements = placements;
    this.spots = spots;
    for (const { id, body } of placements) if (body) this.pages.set(id, body.page);
    return frame;
  }

  /** How many rows a pane showed when it was last on show. */
  readonly pageOf = (pane: string): number => this.pages.get(pane) ?? 10;
}
