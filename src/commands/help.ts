import type { Command } from './command.ts';

/** What help lists: the focused pane's own commands first, then those that work everywhere. */
export function helpSections(
  commands: readonly Command[],
  pane: string,
): { own: Command[]; global: Command[] } {
  return {
    own: commands.filter(({ scope }) => scope === `pane:${pane}`),
    global: commands.filter(({ scope }) => scope === 'global'),
  };
}

/** The lines after the commands: a blank one and two notes. */
const NOTES = 3;

/** How many lines help has: each section under its heading, a blank line between them, the notes. */
export function helpLength(commands: readonly Command[], pane: string): number {
  const { own, global } = helpSections(commands, pane);
  return (own.length > 0 ? own.length + 2 : 0) + 1 + global.length + NOTES;
}

/** How many of them fit on a screen of so many rows, inside the overlay's border and above its foot. */
export function helpRoom(rows: number): number {
  return Math.max(1, rows - 6);
}
