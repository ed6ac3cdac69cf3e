import { type CommandContext, say } from '../../commands/command.ts';
import { runCommand } from '../../commands/resolve.ts';
import type { Action } from '../../store/actions.ts';
import type { State } from '../../store/state.ts';

/** Runs what was typed after `:`. */
export function runLine(context: CommandContext, line: string): readonly Action[] {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === '') return [];
  const command = context.commands.find(
    ({ word: own, id, scope }) => !scope.startsWith('overlay:') && (own === word || id === word),
  );
  if (!command) return [say(`no command :${word}; ? shows what there is`, 'failing')];
  return runCommand(command, context, rest.join(' '));
}

/** What could stand instead of the text, best first: words, then a word's arguments. */
export function completions({ commands, state }: CommandContext, text: string): readonly string[] {
  const space = text.indexOf(' ');
  if (space < 0) {
    const words = commands.flatMap((command) => (command.word === undefined ? [] : [command.word]));
    return words.filter((word) => word.startsWith(text)).sort();
  }
  const word = text.slice(0, space);
  const start = text.slice(space + 1);
  return argumentsOf(word, state)
    .filter((argument) => argument.startsWith(start))
    .map((argument) => `${word} ${argument}`);
}

function argumentsOf(word: string, { cluster, look }: State): readonly string[] {
  if (word === 'ctx') return look.contexts.map(({ name }) => name);
  if (word !== 'ns') return [];
  return ['all', ...[...cluster.tables.namespaces.values()].map(({ metadata }) => metadata.name).sort()];
}
