import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import { type Command, type CommandContext, say } from './command.ts';
import { runCommand } from './resolve.ts';

/** Runs what was typed after `:`. */
export function runLine(
  commands: readonly Command[],
  context: CommandContext,
  line: string,
): readonly Action[] {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === '') return [];
  const command = commands.find((candidate) => candidate.word === word || candidate.id === word);
  if (!command) return [say(context.state, `no command :${word}; ? shows what there is`, 'failing')];
  return runCommand(command, context, rest.join(' '));
}

/** What could stand instead of the text, best first: words, then a word's arguments. */
export function completions(commands: readonly Command[], state: State, text: string): readonly string[] {
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

function argumentsOf(word: string, state: State): readonly string[] {
  if (word === 'ctx') return state.look.contexts.map(({ name }) => name);
  if (word !== 'ns') return [];
  return [
    'all',
    ...[...state.cluster.tables.namespaces.values()].map(({ metadata }) => metadata.name).sort(),
  ];
}
