import type { Command, CommandContext } from '../../commands/command.ts';
import { ableNow, commandFor } from '../../commands/keys/resolve.ts';
import { keyLabel } from '../../commands/keys/key-label.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { lineWidth } from '../../view/painting/grid.ts';
import { padEnd, wrap } from '../../view/text/text.ts';
import { definePage } from '../parts/page.ts';
import { LEGEND } from './legend.ts';

/** The commands in groups, the focused pane's own first, by the keys that are theirs there, and a legend; what cannot be done here and now says why. */
export const help = definePage({ id: 'help', title: 'Help', lines: helpLines, closes: ['q', '?', 'enter'] });

/** The screen's cells that the overlay's own borders and margins take. */
const AROUND = 6;
const GAP = 3;
/** Longer lines are hard to read. */
const WIDEST = 132;
/** From this width on there are two columns: what is narrower would be lines of two words. */
const TWO_COLUMNS = 92;

/** A heading, and what stands below it: a sign or keys, and what it means. */
interface Section {
  readonly title: string;
  readonly entries: readonly { readonly sign: Line; readonly text: string; readonly muted?: boolean }[];
}

function helpLines(context: CommandContext): readonly Line[] {
  const room = Math.min(WIDEST, context.state.look.size.columns - AROUND);
  const sections = sectionsOf(context).filter(({ entries }) => entries.length > 0);
  if (room < TWO_COLUMNS) return sections.flatMap((section) => drawn(section, room));
  const width = (room - GAP) >> 1;
  const blocks = sections.map((section) => drawn(section, width));
  const half = blocks.flat().length / 2;
  const left: Line[] = [];
  while (left.length + (blocks[0]?.length ?? Infinity) / 2 <= half) left.push(...(blocks.shift() ?? []));
  const right = blocks.flat();
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const line = left[index] ?? [];
    return [...line, span(' '.repeat(Math.max(0, width + GAP - lineWidth(line)))), ...(right[index] ?? [])];
  });
}

/** A pane's key that works everywhere is about what is selected. */
const groupOf = ({ group = 'What is selected' }: Command): string => group;

function sectionsOf(context: CommandContext): readonly Section[] {
  const { pane, commands } = context;
  const of = (title: string, listed: readonly Command[]): Section => ({
    title,
    entries: listed.flatMap((command) => {
      if (command.suits?.(pane) === false) return [];
      const keys = command.keys.filter((key) => commandFor(commands, pane.id, key) === command);
      return keys.length === 0 ? [] : [entryOf({ ...command, keys }, context)];
    }),
  });
  const global = commands.filter(({ scope }) => scope === 'global');
  const groups = [...new Set(global.map(groupOf))];
  return [
    of(
      `In ${pane.title}`,
      commands.filter(({ scope }) => scope === `pane:${pane.id}`),
    ),
    ...groups.map((group) =>
      of(
        group,
        global.filter((command) => groupOf(command) === group),
      ),
    ),
    { title: 'After :', entries: wordsOf(global) },
    { title: 'Signs', entries: LEGEND.map(([sign, text]) => ({ sign, text })) },
    { title: 'Besides', entries: NOTES.map((text) => ({ sign: [], text })) },
  ];
}

const NOTES = [
  'l and ctrl-d do not move, for the fingers of k9s users: → scrolls right, ctrl-f a page down',
  'the mouse selects, scrolls, picks tabs, sorts by headings, and presses what stands in header and footer; shift-drag selects text',
];

function entryOf(command: Command, context: CommandContext): Section['entries'][number] {
  const able = ableNow(command, context);
  const lacks = able === true ? command.lacks?.(context) : undefined;
  const keys = span(command.keys.map(keyLabel).join(' '), styleOf(able === true ? 'key' : 'muted'));
  return able === true
    ? { sign: [keys], text: lacks === undefined ? command.title : `${command.title}; ${lacks}` }
    : { sign: [keys], text: `${command.title} (${able})`, muted: true };
}

function wordsOf(commands: readonly Command[]): Section['entries'] {
  const words = commands.flatMap(({ word, title }) =>
    word === undefined ? [] : [{ word: `:${word}`, title }],
  );
  const goes = { word: ':KIND/NAME', title: 'go to an object: an owner, or po/NAME' };
  return [...words, goes].map(({ word, title }) => ({ sign: [span(word, styleOf('key'))], text: title }));
}

/** A section in lines of a width: texts that are too long go on below themselves. */
function drawn({ title, entries }: Section, width: number): Line[] {
  const signs = Math.max(...entries.map(({ sign }) => lineWidth(sign)));
  const indent = signs === 0 ? 0 : signs + 2;
  const lines = entries.flatMap(({ sign, text, muted }) =>
    wrap(text, Math.max(12, width - indent)).map((part, index): Line => {
      const lead = index === 0 ? sign : [];
      const gap = span(padEnd('', indent - lineWidth(lead)));
      return [...lead, gap, span(part, styleOf(muted ? 'muted' : 'plain'))];
    }),
  );
  return [[span(title, styleOf('title', BOLD))], ...lines, [span('')]];
}
