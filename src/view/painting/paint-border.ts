import { grouped } from '../../model/text/grouped.ts';
import { shortened } from '../../model/text/shortened.ts';
import { clean } from '../text/clean.ts';
import { BOLD, type Style, styleOf } from '../frame.ts';
import type { Grid, Rect } from './grid.ts';
import type { Painted } from './painted.ts';
import type { PaneFrame } from '../screen-model.ts';
import { cutMiddle, displayWidth } from '../text/text.ts';

const LIGHT = { h: '─', v: '│', tl: '┌', tr: '┐', bl: '└', br: '┘' } as const;
const HEAVY = { h: '━', v: '┃', tl: '┏', tr: '┓', bl: '┗', br: '┛' } as const;

/** A tab's title on the screen: a click there picks it. */
export interface Tab {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Draws a pane's border with its titles in it: heavy where the focus is. Returns where the tabs are. */
export function paintBorder(grid: Grid, rect: Rect, pane: PaneFrame): Tab[] {
  const line = pane.focused ? HEAVY : LIGHT;
  const style = styleOf(pane.focused ? 'accent' : 'border');
  const right = rect.x + rect.width - 1;
  const bottom = rect.y + rect.height - 1;
  grid.put(rect.x, rect.y, line.tl + line.h.repeat(rect.width - 2) + line.tr, style);
  grid.put(rect.x, bottom, line.bl + line.h.repeat(rect.width - 2) + line.br, style);
  for (let y = rect.y + 1; y < bottom; y++) {
    grid.put(rect.x, y, line.v, style);
    grid.put(right, y, line.v, style);
  }
  return paintTitles(grid, rect.x + 2, right - 1, rect.y, pane);
}

/** Draws the title line of a folded pane. */
export function paintTitleLine(grid: Grid, rect: Rect, pane: PaneFrame): Tab[] {
  grid.put(rect.x, rect.y, LIGHT.h.repeat(rect.width), styleOf('border'));
  return paintTitles(grid, rect.x + 1, rect.x + rect.width - 1, rect.y, pane);
}

function paintTitles(grid: Grid, from: number, end: number, y: number, pane: PaneFrame): Tab[] {
  const tabs: Tab[] = [];
  const note = clean(shortened(pane.view.note));
  let x = grid.put(from, y, ` ${pane.slot} `, titleStyle(pane.focused), end);
  // What a pane is of changes with every row: it makes no tab come or go.
  const { shown, before, after } = tabsThatFit(pane, end - x - NAME_ROOM - displayWidth(besides(note)) - 3);
  if (before) x = grid.put(x, y, '‹ ', styleOf('muted'), end);
  shown.forEach((tab, index) => {
    if (index > 0) x = grid.put(x, y, '  ', styleOf('plain'), end);
    const start = x;
    const style = tab.id === pane.id ? titleStyle(pane.focused) : styleOf('muted');
    x = grid.put(x, y, `${tab.title} `, style, end);
    tabs.push({ id: tab.id, x: start, y, width: x - start });
  });
  if (after) x = grid.put(x, y, '› ', styleOf('muted'), end);
  const cut = cutName(note, Math.max(0, end - x - 3));
  const start = end - displayWidth(cut) - 2;
  if (cut !== '' && start > x) grid.put(start, y, ` ${cut} `, styleOf(pane.focused ? 'title' : 'muted'), end);
  return tabs;
}

/** So much of a name tells what it is; more where there is room. */
const NAME_ROOM = 8;

/** What a note says after what it is of: `· walked 6s ago`. */
const besides = (note: string): string => (note.includes('·') ? note.slice(note.indexOf('·')) : '');

/** A note in so many cells: of its name first. */
function cutName(note: string, room: number): string {
  const rest = besides(note);
  const name = note.slice(0, note.length - rest.length).trimEnd();
  const left = room - displayWidth(rest) - (rest === '' ? 0 : 1);
  if (displayWidth(note) <= room || left < 1) return cutMiddle(note, room);
  return rest === '' ? cutMiddle(name, left) : `${cutMiddle(name, left)} ${rest}`;
}

/** The active tab and as many around it as leave room for the note, to its right first. */
function tabsThatFit({ tabs, id }: PaneFrame, room: number) {
  const active = Math.max(
    0,
    tabs.findIndex((tab) => tab.id === id),
  );
  const between = (first: number, last: number) => {
    const shown = tabs.slice(first, last);
    const [before, after] = [first > 0, last < tabs.length];
    const width = shown.reduce((sum, { title }) => sum + displayWidth(title) + 3, before || after ? 4 : 0);
    return { shown, before, after, fits: width <= room };
  };
  const all = between(0, tabs.length);
  if (all.fits) return all;
  let [first, last] = [active, active + 1];
  for (;;) {
    if (last < tabs.length && between(first, last + 1).fits) last++;
    else if (first > 0 && between(first - 1, last).fits) first--;
    else return between(first, last);
  }
}

/** Says on the border where a pane is scrolled to: `13–22 of 26`, and that there is more to the left or right. */
export function paintMarks(grid: Grid, rect: Rect, painted: Painted, focused: boolean): void {
  const { top, page, count, hidden } = painted;
  const [left, right] = [rect.x, rect.x + rect.width - 1];
  const style = styleOf(focused ? 'accent' : 'title', BOLD);
  if (hidden.left) grid.put(left, rect.y + 1, '‹', style);
  if (hidden.right) grid.put(right, rect.y + 1, '›', style);
  if (count <= page) return;
  const where = ` ${grouped(top + 1)}–${grouped(Math.min(count, top + page))} of ${grouped(count)} `;
  const bottom = rect.y + rect.height - 1;
  grid.put(right - 1 - where.length, bottom, where, styleOf(focused ? 'title' : 'muted'), right);
}

const titleStyle = (focused: boolean): Style => styleOf(focused ? 'accent' : 'title', BOLD);
