import type { Command } from './command.ts';

/** The YAML of what is selected, zoomed; closing it brings back what was there. */
export const yaml: Command = {
  id: 'yaml',
  keys: ['y'],
  title: 'YAML of what is selected',
  hint: 'yaml',
  scope: 'global',
  when: ({ state, pane }) => !state.look.peek || pane.id !== 'yaml' || 'this is the YAML · esc closes it',
  run: () => [{ type: 'peek', slot: 4, pane: 'yaml' }],
};
