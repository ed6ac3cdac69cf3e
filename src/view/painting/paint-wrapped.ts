import { type Line, type Span, span, type TextBody } from '../block.ts';
import { type Grid, lineWidth, type Rect } from './grid.ts';
import type { Painted } from './painted.ts';
import { graphemes } from '../text/text.ts';

/** Units of text that a cell may take, as where lines are not wrapped. */
const UNITS_A_CELL = 4;

/** Paints lines that go on below where they are too long. */
export function paintWrapped(grid: Grid, rect: Rect, body: TextBody): Painted {
  const { count, first = 0 } = body;
  const room = Math.max(1, rect.width - 1);
  // No more of a line than can be on show is looked at.
  const units = room * rect.height * UNITS_A_CELL;
  const rowsOf = (index: number): readonly Line[] => {
    const rows = wrapped(body.part(index, 0, units), room);
    return [...rows.slice(0, -1), ruled(body, index, rows.at(-1) ?? [], room)];
  };
  let rows: Line[] = [];
  let top = Math.max(first, Math.min(body.top, count - 1));
  /** How many lines are on show whole, or the only one that is. */
  let shown = 0;
  if (body.top !== Infinity)
    for (let index = top; index < count && rows.length < rect.height; index++) {
      rows.push(...rowsOf(index));
      if (rows.length <= rect.height) shown++;
    }
  if (rows.length < rect.height) {
    // From the end upwards: its last row stands at the bottom.
    rows = [];
    top = count;
    while (top > first && rows.length < rect.height) rows = [...rowsOf(--top), ...rows];
    rows = rows.slice(-rect.height);
    shown = count - top;
  }
  rows.slice(0, rect.height).forEach((line, index) => {
    grid.putLine(rect.x + 1, rect.y + index, line, rect.x + rect.width);
  });
  const hidden = { left: false, right: false };
  return { top, page: Math.max(1, shown), y: rect.y, count, hidden, mostSideways: 0 };
}

function wrapped(line: Line, width: number): readonly Line[] {
  const rows: Span[][] = [[]];
  let used = 0;
  for (const { text, style } of line) {
    let begun = '';
    for (const grapheme of graphemes(text)) {
      if (used + grapheme.width > width) {
        rows.at(-1)?.push({ text: begun, style });
        rows.push([]);
        [begun, used] = ['', 0];
      }
      begun += grapheme.text;
      used += grapheme.width;
    }
    if (begun !== '') rows.at(-1)?.push({ text: begun, style });
  }
  return rows;
}

/** A row of a line of a text, drawn on to a width where the line is to be. */
export function ruled(body: TextBody, index: number, row: Line, width: number): Line {
  const last = row.at(-1);
  const room = width - lineWidth(row);
  if (!last || room < 2 || !body.ruled?.(index)) return row;
  return [...row, span(` ${'─'.repeat(room - 1)}`, last.style)];
}
