import type { Rect } from './grid.ts';

/** Where everything stands. A pane without a rectangle is not on show. */
export interface Layout {
  readonly kind: 'grid' | 'accordion' | 'zoom' | 'too-small';
  readonly header: number;
  readonly footer: number;
  /** Rectangles by slot: bordered ones in full, or title and summary where `folded`. */
  readonly panes: readonly { readonly slot: number; readonly rect: Rect; readonly folded: boolean }[];
  /** The row of the verdict where the pane that carries it is folded. */
  readonly verdict: number | undefined;
}

export const MINIMUM = { columns: 60, rows: 16 } as const;
const GRID = { columns: 100, rows: 30 } as const;

/**
 * From 100×30 the four panes stand as a grid, the Pods pane widest; below, the focused pane takes
 * the room and the others keep a title and a line. Zoomed, one pane has it all.
 */
export function layout(columns: number, rows: number, focus: number, zoomed: boolean): Layout {
  const header = 0;
  const footer = rows - 1;
  const base = { header, footer, verdict: undefined };
  if (columns < MINIMUM.columns || rows < MINIMUM.rows) return { ...base, kind: 'too-small', panes: [] };
  if (zoomed) {
    const rect = { x: 0, y: 1, width: columns, height: rows - 2 };
    return { ...base, kind: 'zoom', panes: [{ slot: focus, rect, folded: false }] };
  }
  if (columns >= GRID.columns && rows >= GRID.rows)
    return { ...base, kind: 'grid', panes: grid(columns, rows) };
  return accordion(columns, rows, focus);
}

function grid(columns: number, rows: number): Layout['panes'] {
  const left = Math.round(columns * 0.385);
  const height = rows - 2;
  const top = Math.round(height * 0.6);
  const right = columns - left;
  const at = (slot: number, x: number, y: number, width: number, tall: number): Layout['panes'][number] => ({
    slot,
    rect: { x, y, width, height: tall },
    folded: false,
  });
  return [
    at(1, 0, 1, left, top),
    at(2, left, 1, right, top),
    at(3, 0, 1 + top, left, height - top),
    at(4, left, 1 + top, right, height - top),
  ];
}

/** Three folded panes of two lines, the verdict between two blank lines, the rest for the focused one. */
function accordion(columns: number, rows: number, focus: number): Layout {
  const verdictLines = focus === 3 ? 0 : 3;
  const open = rows - 2 - 3 * 2 - verdictLines;
  let y = 1;
  const panes = [1, 2, 3, 4].map((slot) => {
    const folded = slot !== focus;
    const rect = { x: 0, y, width: columns, height: folded ? 2 : open };
    y += rect.height;
    return { slot, rect, folded };
  });
  return {
    kind: 'accordion',
    header: 0,
    footer: rows - 1,
    panes,
    verdict: verdictLines > 0 ? rows - 3 : undefined,
  };
}
