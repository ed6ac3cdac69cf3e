import type { Command } from './command.ts';
import { copying } from './opening/copy.ts';
import { clean } from './leftovers.ts';
import { diagnosis } from './diagnosis.ts';
import { focusing } from './focus.ts';
import { forwarding } from './opening/forward.ts';
import { lists } from './lists.ts';
import { logs } from './logs.ts';
import { movement } from './movement.ts';
import { places } from './places.ts';
import { sessions, shell } from './opening/shell.ts';
import { yaml } from './yaml.ts';

const grouped = (group: string, commands: readonly Command[]): readonly Command[] =>
  commands.map((command) => ({ ...command, group }));

/** The commands that work everywhere, in the order help shows them. */
export const globalCommands: readonly Command[] = [
  ...grouped('What is selected', [shell, ...sessions, ...forwarding, copying, ...logs, diagnosis, yaml]),
  ...grouped('Lists', lists),
  ...grouped('Places', [...places, clean]),
  ...grouped('Panes', focusing),
  ...grouped('Moving', movement),
];
