import type { Command, CommandContext } from '../../commands/command.ts';
import { stepped } from '../../commands/movement.ts';
import { lastTop, type Stretch } from '../../model/scrolling.ts';
import type { Action } from '../../store/actions.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import type { OverlayView } from '../../view/screen-model.ts';
import { defineOverlay, type Overlay } from '../define-overlay.ts';
import { closing } from './close.ts';

/** Lines that are read: scrolled as less does. */
export interface PageDefinition {
  readonly id: string;
  readonly title: string;
  readonly lines: (context: CommandContext) => readonly Line[];
  readonly needs?: Overlay['needs'];
  /** Where it begins; the first line by default. */
  readonly starts?: 'last';
  /** Keys that close it, Escape aside. */
  readonly closes: readonly string[];
  readonly commands?: readonly Command[];
  /** What its keys do, at its foot. */
  readonly foot?: (context: CommandContext) => string;
  /** What it keeps while it is open: a word that its keys change. */
  readonly own?: { readonly initial: string; readonly reduce: (own: string, action: string) => string };
}

/** How many lines fit on a screen, inside the overlay's border and above its foot. */
const roomOf = (context: CommandContext): number => Math.max(1, context.state.look.size.rows - 6);

export function definePage(page: PageDefinition): Overlay {
  const { id, needs } = page;
  const stretchOf = (context: CommandContext): Stretch => ({
    count: page.lines(context).length,
    page: roomOf(context),
  });
  const moving = (
    name: string,
    keys: readonly string[],
    title: string,
    by: (room: number) => number,
  ): Command => ({
    id: `${id}-${name}`,
    keys,
    title,
    scope: `overlay:${id}`,
    run: (context): readonly Action[] => {
      const stretch = stretchOf(context);
      const top = stepped(context.state, id, stretch, (from) => from + by(Math.max(1, stretch.page - 1)));
      // Who is at the end stays there: what is told later scrolls in.
      return [{ type: 'scroll', pane: id, top: top === lastTop(stretch) ? Infinity : top }];
    },
  });
  return defineOverlay<string, string>({
    id,
    ...(needs && { needs }),
    initial: () => page.own?.initial ?? '',
    top: page.starts === 'last' ? Infinity : 0,
    reduce: (own, action) => page.own?.reduce(own, action) ?? own,
    view: (context) => view(page, context),
    commands: [
      moving('down', ['j', 'down'], 'down', () => 1),
      moving('up', ['k', 'up'], 'up', () => -1),
      moving('page-down', ['ctrl-f', 'pagedown', 'space'], 'a page down', (room) => room),
      moving('page-up', ['ctrl-b', 'pageup'], 'a page up', (room) => -room),
      moving('first', ['g', 'home'], 'to the first', () => -Infinity),
      moving('last', ['G', 'end'], 'to the last', () => Infinity),
      closing(id, ['escape', ...page.closes]),
      ...(page.commands ?? []),
    ],
  });
}

function view(page: PageDefinition, context: CommandContext): OverlayView {
  const lines = page.lines(context);
  const stretch = { count: lines.length, page: roomOf(context) };
  const top = stepped(context.state, page.id, stretch);
  const own = page.foot?.(context) ?? '';
  const foot = (own === '' ? '' : `${own} · `) + footOf(top, stretch);
  return { type: 'page', title: page.title, lines, top, foot: [span(foot, styleOf('muted'))] };
}

/** Whether there is more than fits, and how to get there. */
function footOf(top: number, { count, page }: Stretch): string {
  if (count <= page) return 'esc closes';
  return `${top + 1}–${Math.min(count, top + page)} of ${count} · j k g G scroll · esc closes`;
}
