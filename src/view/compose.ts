import type { Line } from './block.ts';
import { clean } from './text/clean.ts';
import { BOLD, type Frame, styleOf } from './frame.ts';
import { Grid, lineWidth, type Rect, type Spot } from './painting/grid.ts';
import { type Layout, layout, lowerHalf, MINIMUM, VERDICT_ROWS } from './layout.ts';
import { paintLower } from './painting/paint-lower.ts';
import { lineItems, Parts } from './painting/parts.ts';
import { placeTable, tableFrom } from './painting/place-table.ts';
import { paintBody } from './painting/paint-body.ts';
import type { OverlayPlacement, Painted } from './painting/painted.ts';
import { paintOverlay } from './painting/paint-overlay.ts';
import { paintBorder, paintMarks, paintTitleLine, type Tab } from './painting/paint-border.ts';
import type { PaneFrame, ScreenModel } from './screen-model.ts';
import { cutLine, cutToldLine } from './painting/cut-line.ts';
import { cutStart, displayWidth, wrap } from './text/text.ts';
import { verdictLines } from './text/verdict-lines.ts';
import { listMemory, type ViewMemory } from './view-memory.ts';

/** Where each pane came to stand, by pane id: for page keys and the mouse. */
export interface Placement {
  readonly id: string;
  readonly slot: number;
  readonly rect: Rect;
  readonly tabs: readonly Tab[];
  readonly body: Painted | undefined;
}

export interface Composed {
  readonly frame: Frame;
  readonly placements: readonly Placement[];
  /** The overlay on top, where its rows can be clicked. */
  readonly overlay: OverlayPlacement | undefined;
  /** What a click stands for besides. */
  readonly spots: readonly Spot[];
}

/** Lays everything out for a screen of this size and paints it. */
export function compose(model: ScreenModel, columns: number, rows: number, memory: ViewMemory): Composed {
  memory.now = model.now;
  const { focus, zoomed, wide } = model;
  const tall =
    model.panes.some(({ slot, tall: wanted }) => slot > 2 && wanted) ||
    model.overlays.some(({ type }) => type === 'lower');
  const plan = layout({ columns, rows, focus, zoomed, tall, wide });
  if (plan.kind === 'too-small')
    return { frame: tooSmall(new Grid(columns, rows), model), placements: [], overlay: undefined, spots: [] };
  const parts = new Parts(columns, rows, standing(plan, model), memory.last);
  const { grid } = parts;
  paintHeader(parts, model);
  const placements = plan.panes.flatMap(({ slot, rect, folded }) => {
    const pane = model.panes.find((candidate) => candidate.slot === slot);
    if (!pane) return [];
    return [folded ? paintFolded(parts, rect, pane) : paintPane(parts, rect, pane, memory)];
  });
  paintVerdict(parts, plan.verdict, model);
  paintFooter(parts, plan.footer, model);
  memory.last = model.overlays.length > 0 ? undefined : parts.done();
  let top: OverlayPlacement | undefined;
  for (const overlay of model.overlays) {
    // Below what has the keys nothing else is clicked.
    if (overlay.type !== 'page' || overlay.corner === undefined) grid.spots = [];
    top =
      overlay.type === 'lower'
        ? paintLower(grid, lowerHalf(columns, rows), overlay, memory)
        : paintOverlay(grid, overlay);
  }
  if (model.prompt) grid.spots = [];
  return { frame: grid, placements, overlay: top, spots: grid.spots };
}

function tooSmall(grid: Grid, { leaving }: ScreenModel): Frame {
  const lines = [
    'podscope',
    `needs ${MINIMUM.columns}×${MINIMUM.rows}, this is ${grid.width}×${grid.height}`,
    leaving,
  ].flatMap((line) => wrap(line, grid.width));
  lines.forEach((line, index) => grid.put(0, index, line));
  return grid;
}

/** All that where the parts stand follows from. */
const standing = ({ verdict, footer, panes }: Layout, model: ScreenModel): readonly unknown[] => [
  verdict,
  footer,
  ...model.panes.map(({ slot }) => slot),
  '',
  ...panes.flatMap(({ slot, rect, folded }) => [slot, folded, ...Object.values(rect)]),
];

const rowsAt = ({ width }: Grid, y: number, height = 1): Rect => ({ x: 0, y, width, height });

function paintHeader(parts: Parts, { headerLeft, headerRight }: ScreenModel): void {
  const { grid } = parts;
  const from = [...lineItems(headerLeft), ...lineItems(headerRight)];
  parts.paint('header', rowsAt(grid, 0), from, () => {
    const start = grid.putLineRight(grid.width - 1, 0, headerRight);
    grid.put(Math.max(0, start - 1), 0, ' ');
    grid.putLine(1, 0, headerLeft, Math.max(0, start - 1));
  });
}

function paintPane(parts: Parts, rect: Rect, pane: PaneFrame, memory: ViewMemory): Placement {
  const { grid } = parts;
  const { id, slot, focused, tabs, view } = pane;
  const inner = { x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2 };
  const { body } = view;
  const table = body.type === 'table' && !body.charts ? body : undefined;
  const placed = table && placeTable(inner, table, listMemory(memory, id, table.list), memory.now);
  const from = placed
    ? tableFrom(table, placed)
    : body.type === 'message'
      ? [body.type, ...body.lines.slice(0, inner.height).flatMap(lineItems)]
      : undefined;
  const around = [id, focused, view.note, tabs];
  return parts.paint(`pane ${slot}`, rect, from && [...around, ...from], () => {
    const titles = paintBorder(grid, rect, pane);
    const painted = paintBody(grid, inner, pane, memory, placed);
    paintMarks(grid, rect, painted, focused);
    return { id, slot, rect, tabs: titles, body: painted };
  });
}

function paintFolded(parts: Parts, rect: Rect, pane: PaneFrame): Placement {
  const { grid } = parts;
  return parts.paint(`pane ${pane.slot}`, rect, undefined, () => {
    const tabs = paintTitleLine(grid, rect, pane);
    const room = rect.width - 2;
    grid.putLine(rect.x + 1, rect.y + 1, cutLine(pane.view.summary(room), room));
    return { id: pane.id, slot: pane.slot, rect, tabs, body: undefined };
  });
}

function paintVerdict(parts: Parts, y: number, { verdict }: ScreenModel): void {
  const { grid } = parts;
  const { mark, text, style, marked, clauses } = verdict ?? {};
  const from = [mark?.text, mark?.style, text, style, marked, clauses?.length, ...(clauses ?? [])];
  parts.paint('verdict', rowsAt(grid, y, VERDICT_ROWS), from, () => {
    for (let row = y; verdict && row < y + VERDICT_ROWS; row++)
      grid.spots.push({ x: 0, y: row, width: grid.width, key: 'v' });
    verdictLines(verdict, grid.width - 2, VERDICT_ROWS).forEach((line, index) =>
      grid.putLine(1, y + index, line),
    );
  });
}

function paintFooter(parts: Parts, y: number, model: ScreenModel): void {
  const { prompt, message, footer, footerRight } = model;
  // Hints are the same lines as long as they say the same.
  const from = prompt ? undefined : [message, footer.length, ...footer, ...footerRight];
  parts.paint('footer', rowsAt(parts.grid, y), from, () => footerInto(parts.grid, y, model));
}

function footerInto(grid: Grid, y: number, model: ScreenModel): void {
  if (model.prompt) {
    const { label, text, ghost, note } = model.prompt;
    // What is typed has a third of the line; what of that it leaves is the note's.
    const typed = displayWidth(label + clean(text)) + GAP;
    const room = Math.max(Math.floor((grid.width * 2) / 3), grid.width - 2 - typed);
    const end = grid.putLineRight(grid.width - 1, y, cutToldLine(promptNote(model, note), room));
    const start = grid.put(1, y, label, styleOf('accent', BOLD));
    const after = grid.put(start, y, cutStart(clean(text), end - 2 - start));
    grid.put(after, y, ghost, styleOf('muted'), end - 1);
    grid.cursor = { x: Math.min(after, grid.width - 1), y };
    return;
  }
  if (model.message) {
    grid.putLine(1, y, cutToldLine(model.message, grid.width - 2));
    return;
  }
  const right: Line = joined(model.footerRight);
  const end = grid.putLineRight(grid.width - 1, y, right);
  let x = 1;
  for (const hint of model.footer) {
    if (x + lineWidth(hint) + GAP > end) break;
    x = grid.putLine(x, y, hint) + GAP;
  }
}

/** What is told while one types: what was typed comes to, or why a key did nothing. */
function promptNote({ message }: ScreenModel, note: string): Line {
  return message ?? (note === '' ? [] : [{ text: clean(note), style: styleOf('muted') }]);
}

const GAP = displayWidth('  ');

function joined(lines: readonly Line[]): Line {
  const gap = { text: '  ', style: styleOf('plain') };
  return lines.flatMap((line, index) => (index === 0 ? [...line] : [gap, ...line]));
}
