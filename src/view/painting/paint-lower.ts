import type { OverlayPlacement } from './painted.ts';
import { shortened } from '../../model/text/shortened.ts';
import { clean } from '../text/clean.ts';
import { styleOf } from '../frame.ts';
import type { Grid, Rect } from './grid.ts';
import { cutLine } from './cut-line.ts';
import { paintBody } from './paint-body.ts';
import { paintMarks } from './paint-border.ts';
import { paintBox } from './paint-overlay.ts';
import type { LowerOverlay } from '../screen-model.ts';
import { cutMiddle, displayWidth } from '../text/text.ts';
import type { ViewMemory } from '../view-memory.ts';

/** The cells of an overlay's border, and the line of its foot. */
const AROUND = { columns: 2, rows: 3 } as const;

/** The room for the body of an overlay that has this rectangle. */
export const bodyOfLower = ({ x, y, width, height }: Rect): Rect => ({
  x: x + 1,
  y: y + 1,
  width: Math.max(0, width - AROUND.columns),
  height: Math.max(0, height - AROUND.rows),
});

/** Paints an overlay over the lower half. The title gives way to the note, and where it is cut, in its middle. */
export function paintLower(
  grid: Grid,
  rect: Rect,
  overlay: LowerOverlay,
  memory: ViewMemory,
): OverlayPlacement {
  const { id, body, foot } = overlay;
  const room = rect.width - 6;
  const note = cutMiddle(clean(shortened(overlay.note)), Math.max(0, room - LEAST_TITLE));
  const title = cutMiddle(clean(shortened(overlay.title)), Math.max(0, room - displayWidth(note) - 3));
  grid.clear(rect);
  paintBox(grid, rect, title);
  const right = rect.x + rect.width - 1;
  if (note !== '') grid.put(right - displayWidth(note) - 3, rect.y, ` ${note} `, styleOf('title'), right);
  const painted = paintBody(
    grid,
    bodyOfLower(rect),
    { id, view: { ...SILENT, body }, focused: true },
    memory,
  );
  paintMarks(grid, rect, painted, true);
  grid.putLine(rect.x + 2, rect.y + rect.height - 2, cutLine(foot, rect.width - 4), right);
  return { id, rect, body: painted };
}

const LEAST_TITLE = 24;
const SILENT = { note: '', summary: () => [] };
