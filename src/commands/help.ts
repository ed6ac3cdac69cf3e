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
