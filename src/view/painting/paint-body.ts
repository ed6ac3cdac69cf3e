import { scrolled } from '../../model/scrolling.ts';
import type { TableBody, TextBody } from '../block.ts';
import { chartsFit, paintCharts } from './paint-charts.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import { placeTable, type PlacedTable } from './place-table.ts';
import { paintTable } from './paint-table.ts';
import type { Painted } from './painted.ts';
import type { PaneFrame } from '../screen-model.ts';
import { listMemory, type ViewMemory } from '../view-memory.ts';
import { paintWrapped, ruled } from './paint-wrapped.ts';
import { wrapLines } from '../text/wrap-lines.ts';

const WHOLE = { count: 0, hidden: { left: false, right: false }, mostSideways: 0 } as const;

/**
 * Paints a pane's body into a rectangle.
 *
 * @param already where its table stands, if that was found out before
 */
export function paintBody(
  grid: Grid,
  rect: Rect,
  { id, view: { body }, focused }: Pick<PaneFrame, 'id' | 'view' | 'focused'>,
  memory: ViewMemory,
  already?: PlacedTable,
): Painted {
  if (body.type === 'table') {
    const room = roomOfTable(rect, body);
    if (body.charts && room.height < rect.height) {
      const y = room.y + room.height;
      const below = { x: rect.x + 1, y, width: rect.width - 2, height: rect.y + rect.height - y };
      paintCharts(grid, below, body.charts);
    }
    const list = listMemory(memory, id, body.list);
    const placed = already ?? placeTable(room, body, list, memory.now);
    return paintTable(grid, room, body, focused, list, placed);
  }
  if (body.type === 'text') return paintText(grid, rect, body);
  wrapLines(body.lines, rect.width - 1, rect.height).forEach((line, index) => {
    grid.putLine(rect.x + 1, rect.y + index, line, rect.x + rect.width);
  });
  return { top: 0, page: rect.height, y: rect.y, ...WHOLE };
}

/** All of it but what charts have: the rows come first, up to half. */
function roomOfTable(rect: Rect, { charts, head, count }: TableBody): Rect {
  if (!charts || charts.length === 0) return rect;
  const wanted = count + (head ? 3 : 2);
  const height = Math.min(wanted, rect.height >> 1);
  return chartsFit({ width: rect.width, height: rect.height - height }) ? { ...rect, height } : rect;
}

/** Units of text that a cell may take: letters with marks on them, emoji. */
const UNITS_A_CELL = 4;

/** In fewer rows a line above the text is left out. */
const ROWS_UNDER_HEAD = 6;

function paintText(grid: Grid, whole: Rect, body: TextBody): Painted {
  const head = whole.height > ROWS_UNDER_HEAD ? body.head : undefined;
  if (head) grid.putLine(whole.x + 1, whole.y, head, whole.x + whole.width);
  const rect = head ? { ...whole, y: whole.y + 1, height: whole.height - 1 } : whole;
  if (body.wrap) return paintWrapped(grid, rect, body);
  const { count, first = 0 } = body;
  const top = scrolled(body.top, { count, page: rect.height, first });
  const shown = Math.max(0, rect.width - 2);
  const room = rect.width * UNITS_A_CELL;
  const mostSideways = mostOf(body, { top, rows: rect.height, shown, room });
  const from = Math.min(body.sideways, mostSideways);
  for (let index = 0; index < rect.height && top + index < count; index++) {
    const line = body.part(top + index, from, room);
    grid.putLine(rect.x + 1, rect.y + index, ruled(body, top + index, line, shown), rect.x + rect.width);
  }
  const hidden = { left: from > 0, right: from < mostSideways };
  return { top, page: rect.height, y: rect.y, count, hidden, mostSideways, room: shown };
}

/** How many units a text can be scrolled sideways: until its longest line ends on the screen, also where letters are of two cells. */
function mostOf(
  body: TextBody,
  {
    top,
    rows,
    shown,
    room,
  }: { readonly top: number; readonly rows: number; readonly shown: number; readonly room: number },
): number {
  const most = Math.max(0, body.widest - shown);
  if (body.sideways < most) return most;
  for (let index = top; index < Math.min(top + rows, body.count); index++)
    if (lineWidth(body.part(index, most, room)) > shown + 1) return Math.max(0, body.widest - (shown >> 1));
  return most;
}
