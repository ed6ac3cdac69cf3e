import type { Command, CommandContext } from '../../commands/command.ts';
import { keyLabel } from '../../commands/key-label.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { displayWidth, padEnd } from '../../view/text.ts';
import { definePage } from '../parts/page.ts';

/** The list of commands, the focused pane's own first. */
export const help = definePage({ id: 'help', title: 'Help', lines: helpLines, closes: ['q', '?', 'enter'] });

function helpLines({ pane, commands }: CommandContext): readonly Line[] {
  const own = commands.filter(({ scope }) => scope === `pane:${pane.id}`);
  const global = commands.filter(({ scope }) => scope === 'global');
  const width = Math.max(...[...own, ...global].map((command) => displayWidth(keysOf(command))));
  const line = (command: Command): Line => [
    span(padEnd(keysOf(command), width), styleOf('key')),
    span(`  ${command.title}`),
    span(command.word === undefined ? '' : `  :${command.word}`, styleOf('muted')),
  ];
  const section = (heading: string, listed: readonly Command[]): Line[] =>
    listed.length === 0 ? [] : [[span(heading, styleOf('title', BOLD))], ...listed.map(line), [span('')]];
  return [
    ...section(`In ${pane.id}`, own),
    ...section('Everywhere', global),
    note('l and ctrl-d do not move, for the fingers of k9s users: → scrolls right, ctrl-f a page down'),
    note('the mouse selects, scrolls and picks tabs; shift-drag selects text'),
  ];
}

const keysOf = ({ keys }: Command): string => keys.map(keyLabel).join(' ');
const note = (text: string): Line => [span(text, styleOf('muted'))];
