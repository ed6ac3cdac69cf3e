import type { Command, CommandContext } from '../../commands/command.ts';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { kindMatches } from '../../model/owners/kind-match.ts';
import { namespaceNames } from '../../store/selectors/namespace.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import type { State } from '../../store/state.ts';

/** So many completions are made, of thousands of names: a letter more finds the others. */
const MOST_OFFERED = 50;

/** The commands that have a word after `:`, or may be meant by their id. */
export const worded = ({ commands }: CommandContext): readonly Command[] =>
  commands.filter(({ scope }) => !scope.startsWith('overlay:'));

/** What could stand instead of the text, best first: words, then a word's arguments, or the names of a kind. */
export function completions(context: CommandContext, text: string): readonly string[] {
  const space = text.indexOf(' ');
  const slash = text.indexOf('/');
  if (slash > 0 && space < 0) return namesOf(context.state, text.slice(0, slash), text.slice(slash + 1));
  if (space < 0) {
    const words = worded(context).flatMap(({ word }) => (word === undefined ? [] : [word]));
    return [...words.filter((word) => word.startsWith(text)).sort(), ...kindsOf(context.state, text)];
  }
  const word = text.slice(0, space);
  const start = text.slice(space + 1);
  return argumentsOf(word, context.state)
    .filter((argument) => argument.startsWith(start))
    .map((argument) => `${word} ${argument}`);
}

/** The kinds that the tree has, by the first of their names that begins so, for a name to follow: `deploy/`. */
function kindsOf(state: State, start: string): readonly string[] {
  if (start === '') return [];
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const { kind } of ownerTree(state).all()) {
    if (seen.has(kind)) continue;
    seen.add(kind);
    const known = BUILT_IN.find((each) => each.kind === kind);
    const names = known ? [...known.shortNames, known.singular, known.plural] : [kind.toLowerCase()];
    const name = names.find((each) => each.startsWith(start));
    if (name !== undefined) found.add(`${name}/`);
  }
  return [...found].sort();
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

function argumentsOf(word: string, state: State): readonly string[] {
  if (word === 'ctx') return state.look.contexts.map(({ name }) => name);
  if (word !== 'ns') return [];
  return ['all', ...[...namespaceNames(state)].sort()];
}
