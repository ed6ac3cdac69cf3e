import type { Command, CommandContext } from '../../commands/command.ts';
import { keyLabel } from '../../commands/key-label.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { displayWidth, padEnd } from '../../view/text.ts';
import { definePage } from '../parts/page.ts';

/** The list of commands, the focused pane's own first; what cannot be done here and now says why. */
export const help = definePage({ id: 'help', title: 'Help', lines: helpLines, closes: ['q', '?', 'enter'] });

function helpLines(context: CommandContext): readonly Line[] {
  const { pane, commands } = context;
  const own = commands.filter(({ scope }) => scope === `pane:${pane.id}`);
  const global = commands.filter(({ scope }) => scope === 'global');
  const width = Math.max(...[...own, ...global].map((command) => displayWidth(keysOf(command))));
  const line = (command: Command): Line => {
    const able = command.when?.(context) ?? true;
    return [
      span(padEnd(keysOf(command), width), styleOf(able === true ? 'key' : 'muted')),
      span(`  ${command.title}`, styleOf(able === true ? 'plain' : 'muted')),
      span(command.word === undefined ? '' : `  :${command.word}`, styleOf('muted')),
      span(able === true ? '' : `  (${able})`, styleOf('muted')),
    ];
  };
  const section = (heading: string, listed: readonly Command[]): Line[] =>
    listed.length === 0 ? [] : [[span(heading, styleOf('title', BOLD))], ...listed.map(line), [span('')]];
  return [
    ...section(`In ${pane.title}`, own),
    ...section('Everywhere', global),
    note('l and ctrl-d do not move, for the fingers of k9s users: → scrolls right, ctrl-f a page down'),
    note('the mouse selects, scrolls and picks tabs; shift-drag selects text'),
  ];
}

const keysOf = ({ keys }: Command): string => keys.map(keyLabel).join(' ');
const note = (text: string): Line => [span(text, styleOf('muted'))];
