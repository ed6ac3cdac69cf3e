import { compose, type Placement } from './compose.ts';
import type { OverlayPlacement } from './painting/painted.ts';
import type { Spot } from './painting/grid.ts';
import type { Frame } from './frame.ts';
import { type ViewMemory, viewMemory } from './view-memory.ts';
import type { ScreenModel } from './screen-model.ts';

/** How far a pane reaches, as it was last on show. */
export interface Extent {
  /** How many rows or lines it showed. */
  readonly page: number;
  /** How far it could be scrolled sideways. */
  readonly sideways: number;
  /** How many cells of a line of text it showed; 0 where lines are not scrolled sideways. */
  readonly room: number;
}

const UNSEEN: Extent = { page: 10, sideways: 0, room: 0 };

/** Composes one frame after the other and remembers how the last one came to stand. */
export class Composer {
  placements: readonly Placement[] = [];
  overlay: OverlayPlacement | undefined;
  spots: readonly Spot[] = [];
  private readonly memory: ViewMemory = viewMemory();
  private readonly extents = new Map<string, Extent>();

  compose(model: ScreenModel, columns: number, rows: number): Frame {
    const { frame, placements, overlay, spots } = compose(model, columns, rows, this.memory);
    this.placements = placements;
    this.overlay = overlay;
    this.spots = spots;
    for (const { id, body } of placements)
      if (body) this.extents.set(id, { page: body.page, sideways: body.mostSideways, room: body.room ?? 0 });
    return frame;
  }

  readonly extentOf = (pane: string): Extent => this.extents.get(pane) ?? UNSEEN;
}
