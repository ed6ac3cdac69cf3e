import { scrolled } from '../model/scrolling.ts';
import { shortened } from '../model/shortened.ts';
import { clean } from './clean.ts';
import { BOLD, SELECTED, styleOf } from './frame.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import type { OverlayView } from './screen-model.ts';
import { displayWidth } from './text.ts';

/** Paints an overlay over the middle of the screen. */
export function paintOverlay(grid: Grid, overlay: OverlayView): void {
  const title = clean(shortened(overlay.title));
  let wanted = Math.max(displayWidth(title) + 4, lineWidth(overlay.foot));
  for (const line of overlay.lines) wanted = Math.max(wanted, lineWidth(line));
  const width = Math.min(grid.width - 2, Math.max(wanted + 4, 36));
  const height = Math.min(grid.height - 2, overlay.lines.length + 4);
  const rect = { x: (grid.width - width) >> 1, y: Math.max(1, (grid.height - height) >> 1), width, height };
  grid.clear(rect);
  paintBox(grid, rect, title);
  const room = height - 4;
  const top = firstLine(overlay, room);
  overlay.lines.slice(top, top + room).forEach((line, index) => {
    const y = rect.y + 1 + index;
    grid.putLine(rect.x + 2, y, line, rect.x + width - 1);
    if (overlay.type === 'list' && top + index === overlay.cursor) {
      grid.flag(rect.x + 1, y, width - 2, SELECTED);
      grid.put(rect.x + 1, y, '▌', styleOf('accent', SELECTED));
    }
  });
  grid.putLine(rect.x + 2, rect.y + height - 2, overlay.foot, rect.x + width - 1);
}

function firstLine(overlay: OverlayView, room: number): number {
  const stretch = { count: overlay.lines.length, page: room };
  // A list shows as much before its cursor as after it.
  return scrolled(overlay.type === 'page' ? overlay.top : overlay.cursor - (room >> 1), stretch);
}

function paintBox(grid: Grid, { x, y, width, height }: Rect, title: string): void {
  const style = styleOf('accent');
  grid.put(x, y, `┏${'━'.repeat(width - 2)}┓`, style);
  for (let row = y + 1; row < y + height - 1; row++) {
    grid.put(x, row, '┃', style);
    grid.put(x + width - 1, row, '┃', style);
  }
  grid.put(x, y + height - 1, `┗${'━'.repeat(width - 2)}┛`, style);
  grid.put(x + 2, y, ` ${title} `, styleOf('accent', BOLD), x + width - 2);
}
