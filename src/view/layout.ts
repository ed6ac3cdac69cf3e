import type { Rect } from './painting/grid.ts';

/** Where everything stands. A pane without a rectangle is not on show. */
export interface Layout {
  readonly kind: 'grid' | 'accordion' | 'zoom' | 'too-small';
  readonly footer: number;
  /** Rectangles by slot: bordered ones in full, or title and summary where `folded`. */
  readonly panes: readonly PanePlace[];
  /** The first of the verdict's rows, which have the screen's full width. */
  readonly verdict: number;
}

interface PanePlace {
  readonly slot: number;
  readonly rect: Rect;
  readonly folded: boolean;
}

/** What the split follows: nothing of what is selected, so that nothing jumps while one walks through rows. */
export interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  readonly focus: number;
  readonly zoomed: boolean;
  /** A tab on show in the lower half wants more than a third of a large screen. */
  readonly tall: boolean;
  /** The slot of the lower half that has all of it, for a tab that wants width. */
  readonly wide?: number | undefined;
}

export const MINIMUM = { columns: 60, rows: 16 } as const;

/** Whether a screen of this size shows nothing of a dashboard: nobody sees there what keys would do. */
export const isTooSmall = ({ columns, rows }: Pick<Arrangement, 'columns' | 'rows'>): boolean =>
  columns < MINIMUM.columns || rows < MINIMUM.rows;

const GRID = { columns: 100, rows: 30 } as const;
const LARGE = { columns: 200, rows: 50 } as const;
/** The verdict stands between the upper half (slots 1 and 2) and the lower one, whatever is on show of them. */
export const VERDICT_ROWS = 2;
/** Header and footer. */
const AROUND = 2;

/**
 * From 100×30 the four panes stand as a grid, the Pods pane widest; a wide tab has the lower half for itself. Below,
 * the focused pane takes the room and the others keep a title and a line. Zoomed, one pane has it all but the verdict.
 */
export function layout(arrangement: Arrangement): Layout {
  const { columns, rows, zoomed } = arrangement;
  const footer = rows - 1;
  if (isTooSmall(arrangement)) return { kind: 'too-small', footer, panes: [], verdict: footer };
  if (zoomed) return { kind: 'zoom', footer, ...zoom(arrangement) };
  if (columns >= GRID.columns && rows >= GRID.rows) return { kind: 'grid', footer, ...grid(arrangement) };
  return { kind: 'accordion', footer, ...accordion(arrangement) };
}

/** The room of what lies over the lower half, or, where panes stand one above the other, over all of them. */
export function lowerHalf(columns: number, rows: number): Rect {
  const plan = layout({ columns, rows, focus: 4, zoomed: false, tall: true });
  const top = plan.kind === 'grid' ? plan.verdict + VERDICT_ROWS : 1;
  return { x: 0, y: top, width: columns, height: Math.max(0, plan.footer - top) };
}

type Stand = Pick<Layout, 'panes' | 'verdict'>;

function zoom({ columns, rows, focus }: Arrangement): Stand {
  const height = rows - AROUND - VERDICT_ROWS;
  const above = focus <= 2;
  const rect = { x: 0, y: above ? 1 : 1 + VERDICT_ROWS, width: columns, height };
  return { panes: [{ slot: focus, rect, folded: false }], verdict: above ? 1 + height : 1 };
}

function grid({ columns, rows, tall, wide }: Arrangement): Stand {
  const height = rows - AROUND - VERDICT_ROWS;
  const large = columns >= LARGE.columns && rows >= LARGE.rows;
  const lower = Math.round(height * (large ? (tall ? 1 / 2 : 1 / 3) : 0.4));
  const verdict = 1 + height - lower;
  const half = (slot: number, y: number, tallness: number, left: number): PanePlace[] => [
    { slot, rect: { x: 0, y, width: left, height: tallness }, folded: false },
    { slot: slot + 1, rect: { x: left, y, width: columns - left, height: tallness }, folded: false },
  ];
  return {
    panes: [
      ...half(1, 1, height - lower, ownershipWidth(columns)),
      ...(wide === undefined
        ? half(3, verdict + VERDICT_ROWS, lower, containersWidth(columns))
        : [
            {
              slot: wide,
              rect: { x: 0, y: verdict + VERDICT_ROWS, width: columns, height: lower },
              folded: false,
            },
          ]),
    ],
    verdict,
  };
}

/**
 * The Pods pane has its columns but AGE and the last two first, then Ownership its names, then the Pods all their columns but the
 * last two; then both grow.
 */
function ownershipWidth(columns: number): number {
  return Math.min(Math.round(columns * 0.38), Math.max(Math.min(34, columns - 72), columns - 86));
}

/** Volumes has most to say; Containers has its own columns before that, and never more than half. */
function containersWidth(columns: number): number {
  return Math.min(columns >> 1, Math.max(54, columns - 100));
}

/** Three folded panes of two lines, the verdict below the second, the rest for the focused one. */
function accordion({ columns, rows, focus }: Arrangement): Stand {
  const open = rows - AROUND - 3 * 2 - VERDICT_ROWS;
  const panes: PanePlace[] = [];
  let y = 1;
  for (const slot of [1, 2, 3, 4]) {
    if (slot === 3) y += VERDICT_ROWS;
    const folded = slot !== focus;
    const rect = { x: 0, y, width: columns, height: folded ? 2 : open };
    y += rect.height;
    panes.push({ slot, rect, folded });
  }
  return { panes, verdict: (panes[2]?.rect.y ?? y) - VERDICT_ROWS };
}
