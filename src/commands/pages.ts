/** Overlays that are text to be scrolled: help, and what was told. */
import type { Action } from '../store/actions.ts';
import type { Overlay } from '../store/look.ts';
import { type CommandContext, NOTHING } from './command.ts';

export type PageOverlay = Extract<Overlay, { type: 'help' | 'messages' }>;

/** Stands for the last lines, however many there will be: what is told later scrolls in. */
export const AT_END = Number.MAX_SAFE_INTEGER;

/** How many lines fit on a screen of so many rows, inside the overlay's border and above its foot. */
export function pageRoom(rows: number): number {
  return Math.max(1, rows - 6);
}

/** The first line on show: the wanted one, or as far down as there are lines. */
export function firstLine(top: number, lines: number, room: number): number {
  return Math.max(0, Math.min(top, lines - room));
}

/** Scrolls with vim's keys, and closes. */
export function pressInPage(
  overlay: PageOverlay,
  { state, overlayLines }: CommandContext,
  key: string,
): readonly Action[] {
  const room = pageRoom(state.look.size.rows);
  const page = Math.max(1, room - 1);
  const steps = new Map(
    Object.entries({
      j: 1,
      down: 1,
      k: -1,
      up: -1,
      pagedown: page,
      'ctrl-f': page,
      space: page,
      pageup: -page,
      'ctrl-b': -page,
      g: -Infinity,
      home: -Infinity,
      G: Infinity,
      end: Infinity,
    }),
  );
  const step = steps.get(key);
  if (step !== undefined) {
    const lines = overlayLines();
    const top = firstLine(overlay.top, lines, room) + step;
    const next = top >= lines - room ? AT_END : Math.max(0, top);
    return [{ type: 'overlay', overlay: { ...overlay, top: next } }];
  }
  return ['escape', 'q', '?', 'enter'].includes(key) ? [{ type: 'overlay', overlay: undefined }] : NOTHING;
}
