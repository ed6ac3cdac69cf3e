import { scrolled, type Stretch } from '../../model/scrolling.ts';
import { shortened } from '../../model/text/shortened.ts';
import { clean } from '../text/clean.ts';
import { cutLine } from './cut-line.ts';
import { BOLD, SELECTED, styleOf } from '../frame.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import type { OverlayPlacement } from './painted.ts';
import type { LowerOverlay, OverlayView } from '../screen-model.ts';

type Middle = Exclude<OverlayView, LowerOverlay>;
import { cutMiddle, displayWidth } from '../text/text.ts';

/** Paints an overlay over the middle of the screen; gives where the rows of a list stand. */
export function paintOverlay(grid: Grid, overlay: Middle): OverlayPlacement | undefined {
  const title = clean(shortened(overlay.title));
  const widest = overlay.type === 'list' ? overlay.width : Math.max(0, ...overlay.lines.map(lineWidth));
  const wanted = Math.max(displayWidth(title) + 4, lineWidth(overlay.foot), widest);
  const width = Math.min(grid.width - 2, Math.max(wanted + 4, 36));
  const count = overlay.type === 'list' ? overlay.count : overlay.lines.length;
  // Its border, and the foot with a line above it, where it has one.
  const around = overlay.foot.length > 0 ? 4 : 2;
  const height = Math.min(grid.height - 2, count + around);
  const rect = { ...placeOf(grid, overlay, width, height), width, height };
  grid.clear(rect);
  paintBox(grid, rect, title);
  const room = height - around;
  const top = firstLine(overlay, { count, page: room });
  for (let index = top; index < Math.min(count, top + room); index++) {
    const y = rect.y + 1 + index - top;
    const line = overlay.type === 'list' ? overlay.line(index) : (overlay.lines[index] ?? []);
    grid.putLine(rect.x + 2, y, cutLine(line, width - 4), rect.x + width - 1);
    if (overlay.type === 'list' && index === overlay.cursor) {
      grid.flag(rect.x + 1, y, width - 2, SELECTED);
      grid.put(rect.x + 1, y, '▌', styleOf('accent', SELECTED));
    }
  }
  grid.putLine(rect.x + 2, rect.y + height - 2, cutLine(overlay.foot, width - 4), rect.x + width - 1);
  if (overlay.type !== 'list') return undefined;
  return { id: overlay.id, rect, body: { top, page: room, y: rect.y + 1, count } };
}

/** A list shows as much before its cursor as after it. */
function placeOf(grid: Grid, overlay: Middle, width: number, height: number): Pick<Rect, 'x' | 'y'> {
  const corner = overlay.type === 'page' ? overlay.corner : undefined;
  if (corner === undefined)
    return { x: (grid.width - width) >> 1, y: Math.max(1, (grid.height - height) >> 1) };
  return { x: grid.width - width - 1, y: corner === 'top' ? 1 : grid.height - 1 - height };
}

function firstLine(overlay: Middle, stretch: Stretch): number {
  return scrolled(overlay.type === 'page' ? overlay.top : overlay.cursor - (stretch.page >> 1), stretch);
}

/** A border around an overlay, with its title. */
export function paintBox(grid: Grid, { x, y, width, height }: Rect, title: string): void {
  const style = styleOf('accent');
  grid.put(x, y, `┏${'━'.repeat(width - 2)}┓`, style);
  for (let row = y + 1; row < y + height - 1; row++) {
    grid.put(x, row, '┃', style);
    grid.put(x + width - 1, row, '┃', style);
  }
  grid.put(x, y + height - 1, `┗${'━'.repeat(width - 2)}┛`, style);
  grid.put(x + 2, y, ` ${cutMiddle(title, width - 6)} `, styleOf('accent', BOLD), x + width - 2);
}
