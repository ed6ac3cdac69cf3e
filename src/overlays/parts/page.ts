import type { Command, CommandContext } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';
import { ownOf } from '../../store/own.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import type { OverlayView } from '../../view/screen-model.ts';
import { type Definition, defineOverlay, type Overlay } from '../define-overlay.ts';
import { closing } from './close.ts';

interface Page {
  /** The first line on show. */
  readonly top: number;
}

/** Lines that are read: scrolled as less does. */
export interface PageDefinition {
  readonly id: string;
  readonly title: string;
  readonly lines: (context: CommandContext) => readonly Line[];
  /** Where it begins; the first line by default. */
  readonly starts?: 'last';
  /** Keys that close it, Escape aside. */
  readonly closes: readonly string[];
  readonly commands?: Definition<Page, number>['commands'];
}

/** How many lines fit on a screen, inside the overlay's border and above its foot. */
const roomOf = (context: CommandContext): number => Math.max(1, context.state.look.size.rows - 6);

export function definePage(page: PageDefinition): Overlay {
  const { id } = page;
  const lastTop = (context: CommandContext): number =>
    Math.max(0, page.lines(context).length - roomOf(context));
  const topOf = (context: CommandContext): number =>
    Math.min(ownOf<Page>(context.state, id)?.top ?? 0, lastTop(context));
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
      const to = topOf(context) + by(Math.max(1, roomOf(context) - 1));
      // Who is at the end stays there: what is told later scrolls in.
      return [{ type: 'own', of: id, action: to >= lastTop(context) ? Infinity : Math.max(0, to) }];
    },
  });
  return defineOverlay<Page, number>({
    id,
    initial: () => ({ top: page.starts === 'last' ? Infinity : 0 }),
    reduce: (_, top) => ({ top }),
    view: (context) => view(page, context, topOf(context)),
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

function view(page: PageDefinition, context: CommandContext, top: number): OverlayView {
  const lines = page.lines(context);
  const foot = footOf(top, lines.length, roomOf(context));
  return { type: 'page', title: page.title, lines, top, foot: [span(foot, styleOf('muted'))] };
}

/** Whether there is more than fits, and how to get there. */
function footOf(top: number, count: number, room: number): string {
  if (count <= room) return 'esc closes';
  return `${top + 1}–${Math.min(count, top + room)} of ${count} · j k g G scroll · esc closes`;
}
