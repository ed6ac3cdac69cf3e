import type { Command } from '../../commands/command.ts';

const ID = 'network';

export const commands: readonly Command[] = [
  {
    id: ID,
    keys: ['W'],
    title: 'network of the Pod: ports, who listens, Services, policies',
    scope: 'global',
    group: 'What is selected',
    run: () => [
      { type: 'tab', slot: 4, pane: ID },
      { type: 'focus', slot: 4 },
    ],
  },
];
