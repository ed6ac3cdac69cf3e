import type { Command, CommandContext } from '../commands/command.ts';
import { helpSections } from '../commands/help.ts';
import { firstLine, pageRoom } from '../commands/pages.ts';
import { pickerList } from '../store/selectors/picker-items.ts';
import type { Overlay } from '../store/look.ts';
import type { State } from '../store/state.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';
import type { OverlayView } from '../view/screen-model.ts';
import { displayWidth, padEnd, wrap } from '../view/text.ts';
import { messageLines } from './messages-page.ts';

/** The picker or the help that is open, as it is drawn; prompts stand in the footer instead. */
export function overlayView(
  overlay: Overlay,
  context: CommandContext,
  commands: readonly Command[],
): OverlayView | undefined {
  if (overlay.type === 'help') return page('Help', helpLines(context, commands), overlay.top, context);
  if (overlay.type === 'messages') return page('Messages', messageLines(context.state), overlay.top, context);
  if (overlay.type === 'picker') return picker(context.state, overlay);
  if (overlay.type === 'notice') return notice(overlay);
  return undefined;
}

function notice({ title, lines }: Extract<Overlay, { type: 'notice' }>): OverlayView {
  return {
    type: 'page',
    title,
    lines: lines.map((text): Line => [span(text, styleOf(text.startsWith(' ') ? 'key' : 'plain'))]),
    top: 0,
    foot: [span('any key closes this', styleOf('muted'))],
  };
}

function picker(state: State, overlay: Extract<Overlay, { type: 'picker' }>): OverlayView {
  const { title, items, empty, warning } = pickerList(state, overlay);
  const labels = items.map(({ label }) => span(label));
  const width = labels.reduce((most, { text }) => Math.max(most, displayWidth(text)), 0);
  const rows = labels.map((label, index): Line => [
    { ...label, text: padEnd(label.text, width) },
    span(`  ${items[index]?.note ?? ''}`, styleOf('muted')),
  ]);
  const told = warning === undefined ? [] : wrap(span(warning).text, 60);
  const foot = overlay.typed === '' ? 'type to narrow · enter chooses · esc closes' : `/${overlay.typed}`;
  return {
    type: 'list',
    title,
    lines: [
      ...(rows.length > 0 ? rows : [[span(empty, styleOf('muted'))]]),
      ...told.map((line): Line => [span(line, styleOf('failing'))]),
    ],
    cursor: rows.length > 0 ? overlay.cursor : -1,
    foot: [span(foot, styleOf('muted'))],
  };
}

/** Key names as people write them. */
export function keyLabel(key: string): string {
  const named = new Map(
    Object.entries({
      up: '↑',
      down: '↓',
      left: '←',
      right: '→',
      escape: 'esc',
      pagedown: 'PgDn',
      pageup: 'PgUp',
    }),
  );
  return named.get(key) ?? (/^[A-Z]$/.test(key) ? `shift-${key.toLowerCase()}` : key);
}

/** Help is the list of commands, the focused pane's own first. */
function helpLines({ pane }: CommandContext, commands: readonly Command[]): Line[] {
  const { own, global } = helpSections(commands, pane.id);
  const rows = [...own, ...global].map((command) => ({
    keys: command.keys.length > 0 ? command.keys.map(keyLabel).join(' ') : `:${command.word}`,
    command,
  }));
  const width = Math.max(...rows.map(({ keys }) => displayWidth(keys)));
  const line = ({ keys, command }: (typeof rows)[number]): Line => [
    span(padEnd(keys, width), styleOf('key')),
    span(`  ${command.title}`),
    span(command.word === undefined || keys.startsWith(':') ? '' : `  :${command.word}`, styleOf('muted')),
  ];
  const heading = (text: string): Line => [span(text, styleOf('title', BOLD))];
  return [
    ...(own.length > 0 ? [heading(`In ${pane.id}`), ...rows.slice(0, own.length).map(line), [span('')]] : []),
    heading('Everywhere'),
    ...rows.slice(own.length).map(line),
    [span('')],
    [
      span(
        'l and ctrl-d do not move, for the fingers of k9s users: → scrolls right, ctrl-f a page down',
        styleOf('muted'),
      ),
    ],
    [span('the mouse selects, scrolls and picks tabs; shift-drag selects text', styleOf('muted'))],
  ];
}

function page(title: string, lines: readonly Line[], wanted: number, { state }: CommandContext): OverlayView {
  const room = pageRoom(state.look.size.rows);
  const top = firstLine(wanted, lines.length, room);
  return {
    type: 'page',
    title,
    lines,
    top,
    foot: [span(pageFoot(top, lines.length, room), styleOf('muted'))],
  };
}

/** Whether there is more than fits, and how to get there. */
function pageFoot(top: number, count: number, room: number): string {
  if (count <= room) return 'esc closes';
  return `${top + 1}–${Math.min(count, top + room)} of ${count} · j k g G scroll · esc closes`;
}
