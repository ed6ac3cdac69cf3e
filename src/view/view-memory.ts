import type { FitMemory } from './kept-fit.ts';
import { flashMemory, type FlashMemory } from './painting/flash.ts';
import type { Parts } from './painting/parts.ts';
import type { PaintedRows } from './painting/painted-rows.ts';

/** What the view remembers from frame to frame, so that lists scroll and grow calmly: of each pane, its list. */
export interface ViewMemory {
  readonly panes: Map<string, ListMemory>;
  /** The time of the frame, epoch ms. */
  now: number;
  /** What the last frame was painted of; undefined where something lay over it. */
  last?: Parts | undefined;
}

export interface ListMemory {
  readonly list: string;
  readonly fit: FitMemory;
  readonly painted: PaintedRows;
  readonly flashes: FlashMemory;
  /** The first row on show. */
  top: number;
}

export const viewMemory = (): ViewMemory => ({ panes: new Map(), now: 0 });

/** Another list in a pane begins anew. */
export function listMemory(memory: ViewMemory, pane: string, list: string): ListMemory {
  const known = memory.panes.get(pane);
  if (known?.list === list) return known;
  const begun: ListMemory = {
    list,
    fit: { widths: new Map() },
    painted: new WeakMap(),
    flashes: flashMemory(),
    top: 0,
  };
  memory.panes.set(pane, begun);
  return begun;
}
