import { type Command, type CommandContext, say } from '../../commands/command.ts';
import { runCommand } from '../../commands/resolve.ts';
import { kindMatches } from '../../model/owners/kind-match.ts';
import type { Action } from '../../store/actions.ts';
import { ownerTree } from '../../store/selectors/owner-tree.ts';
import type { State } from '../../store/state.ts';

/** So many completions are made, of thousands of names: a letter more finds the others. */
const MOST_OFFERED = 50;

/** Runs what was typed after `:`: a command's word with its argument, or `KIND/NAME`. */
export function runLine(context: CommandContext, line: string): readonly Action[] {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === '') return [];
  const [kind = '', ...names] = word.split('/');
  const name = names.join('/');
  if (names.length > 0 && kind !== '' && name !== '') return [{ type: 'want', kind, name }];
  const known = worded(context).find(({ word: own, id }) => own === word || id === word);
  if (known) return runCommand(known, context, rest.join(' '));
  if (names.length > 0)
    return [say(`which one? :${kind || 'KIND'}/NAME goes to an object by its name`, 'failing')];
  return [say(`no command :${word}; ? shows what there is`, 'failing')];
}

const worded = ({ commands }: CommandContext): readonly Command[] =>
  commands.filter(({ scope }) => !scope.startsWith('overlay:'));

/** What could stand instead of the text, best first: words, then a word's arguments, or the names of a kind. */
export function completions(context: CommandContext, text: string): readonly string[] {
  const space = text.indexOf(' ');
  const slash = text.indexOf('/');
  if (slash > 0 && space < 0) return namesOf(context.state, text.slice(0, slash), text.slice(slash + 1));
  if (space < 0) {
    const words = worded(context).flatMap(({ word }) => (word === undefined ? [] : [word]));
    return words.filter((word) => word.startsWith(text)).sort();
  }
  const word = text.slice(0, space);
  const start = text.slice(space + 1);
  return argumentsOf(word, context.state)
    .filter((argument) => argument.startsWith(start))
    .map((argument) => `${word} ${argument}`);
}

/** The objects of a kind that the tree has, whose names begin so. */
function namesOf(state: State, kind: string, start: string): readonly string[] {
  const names = new Set<string>();
  for (const node of ownerTree(state).all()) {
    if (!node.name.startsWith(start) || !kindMatches(kind, node.kind, node.apiVersion)) continue;
    if (names.add(`${kind}/${node.name}`).size === MOST_OFFERED) break;
  }
  return [...names].sort();
}

function argumentsOf(word: string, { cluster, look }: State): readonly string[] {
  if (word === 'ctx') return look.contexts.map(({ name }) => name);
  if (word !== 'ns') return [];
  return ['all', ...[...cluster.tables.namespaces.values()].map(({ metadata }) => metadata.name).sort()];
}
