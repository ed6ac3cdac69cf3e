import { type Command, type CommandContext, remark, say } from '../../commands/command.ts';
import { leaveKind } from '../../commands/focus.ts';
import { choose, runCommand } from '../../commands/keys/resolve.ts';
import { toNamespace } from '../../commands/places.ts';
import { notYetWord, wordHere } from '../../commands/keys/not-yet.ts';
import { nearestName } from '../../model/text/letters.ts';
import { podscopeCommand } from '../../model/text/command-place.ts';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { builtInKind, kindMatches } from '../../model/owners/kind-match.ts';
import type { Action } from '../../store/actions.ts';
import { ofKindText } from '../../store/going/to-kind.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { commandPlace } from '../../store/selectors/command-place.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { selectionOfRow } from '../../store/selectors/selected/selection.ts';
import { treeRows } from '../../store/selectors/tree/tree-rows.ts';
import { type State, withPane } from '../../store/state.ts';
import { displayWidth } from '../../view/text/text.ts';

/** So many completions are made, of thousands of names: a letter more finds the others. */
const MOST_OFFERED = 50;

/** Runs what was typed after `:`: a command's word with its argument, or `KIND/NAME`. */
export function runLine(context: CommandContext, line: string): readonly Action[] {
  const [written = '', ...rest] = line.trim().split(/\s+/);
  if (written === '') return [];
  const word = wordHere(written);
  const [typed = '', ...names] = word.split('/');
  const name = names.join('/');
  if (names.length > 0 && typed !== '' && name !== '')
    return isUnlisted(context.state, typed)
      ? unknown(context, typed, name)
      : toObject(context.state, typed, name);
  const known = worded(context).find(({ word: own, id }) => own === word || id === word);
  const kind = names.length > 0 ? undefined : kindNamed(context.state, word);
  if (known && (known.takes !== undefined || kind === undefined || rest.length === 0))
    return runWord(context, known, word, line.trim().slice(written.length).trim());
  if (kind !== undefined) return ofKind(context, word, kind, rest);
  if (names.length > 0)
    return [say(`which one? :${typed || 'KIND'}/NAME goes to an object by its name`, 'failing')];
  return unknown(context, word, rest[0]);
}

/** Whether a word means what podscope has no list of, and the tree nothing: there it may own something. */
const isUnlisted = (state: State, word: string): boolean =>
  notYetWord(word) !== undefined && kindNamed(state, word) === undefined;

/** A kind's word with the names behind it. */
function ofKind(
  context: CommandContext,
  word: string,
  kind: string,
  names: readonly string[],
): readonly Action[] {
  const [name, ...more] = names;
  if (name === undefined) return toKind(context, kind);
  return more.length === 0
    ? toNamed(context.state, word, kind, name)
    : [say(`one name after :${word}, please`, 'failing')];
}

/** To an object by its name; a namespace is in none, and is gone to as by `:ns`. */
const toObject = (state: State, kind: string, name: string): readonly Action[] =>
  builtInKind(kind)?.kind === 'Namespace' ? toNamespace(state, name) : [{ type: 'want', kind, name }];

/** The same behind a space, where k9s has the namespace whose objects are listed. */
const toNamed = (state: State, word: string, kind: string, name: string): readonly Action[] =>
  kind === 'Namespace' ? toNamespace(state, name) : [{ type: 'want', kind: word, name, listed: kind }];

function unknown(context: CommandContext, word: string, name: string | undefined): readonly Action[] {
  const instead = notYetWord(word);
  if (instead !== undefined)
    return name !== undefined && SERVICE.has(word)
      ? [say(`${logsOfService(context.state, name)} · ${instead}`)]
      : remark(instead);
  const nearest = nearestName(
    worded(context).flatMap(({ word: own }) => own ?? []),
    word,
  );
  const told = nearest === undefined ? ';' : `; the nearest is :${nearest} ·`;
  return [say(`no command :${word}${told} ? shows what there is`, 'failing')];
}

/**
 * What there is to do with a Service although it is not listed: the command line takes one for its Pods. A command that
 * is cut cannot be copied, so it is said where that is whole.
 */
function logsOfService(state: State, name: string): string {
  const { size, place } = state.look;
  const namespace = place.namespace ?? selectedPod(state)?.metadata.namespace ?? 'NAMESPACE';
  const logs = podscopeCommand(['logs', `svc/${name}`], commandPlace(state, namespace));
  // A cell is left on either side, and the last one says that more follows.
  return `${displayWidth(logs) > size.columns - 3 ? ':messages has it whole · ' : ''}${logs}, and forward`;
}

const SERVICE: ReadonlySet<string> = new Set(['svc', 'service', 'services']);

function runWord(
  context: CommandContext,
  command: Command,
  word: string,
  argument: string,
): readonly Action[] {
  if (argument !== '' && command.takes === undefined)
    return [say(`:${word} takes ${takesNone(context.state, command, word, argument)}`, 'failing')];
  return runCommand(command, context, argument);
}

/** That a word takes no name, and how one gets to what is named. */
function takesNone(state: State, { group }: Command, word: string, argument: string): string {
  if (group !== 'What is selected') return 'nothing';
  const [name = '', container] = argument.split(/\s+/);
  const owner = [...ownerTree(state).all()].find((node) => node.name === name);
  const known = BUILT_IN.find(({ kind }) => kind === owner?.kind);
  const to = `:${known?.shortNames[0] ?? owner?.kind.toLowerCase() ?? 'pod'}/${name}`;
  const selects = container === undefined ? `${to} selects` : `${to}, 3 and ${container} select`;
  return `no name: ${selects} it, then :${word}`;
}

/** The Kind that a word means, of those that are watched and of those in the tree. */
function kindNamed(state: State, word: string): string | undefined {
  const known = builtInKind(word);
  if (known) return known.kind;
  for (const { kind, apiVersion } of ownerTree(state).all())
    if (kindMatches(word, kind, apiVersion)) return kind;
  return undefined;
}

/** Goes to where the objects of a kind are listed. */
function toKind(context: CommandContext, kind: string): readonly Action[] {
  const { state } = context;
  const go = (id: string): readonly Action[] => choose(context, { label: kind, command: id });
  switch (kind) {
    case 'Pod':
      return [...(state.look.focus === 2 ? remark('these are the Pods') : []), ...go('pods-pane')];
    case 'Namespace':
      return go('namespace');
    case 'PersistentVolumeClaim':
      return [
        ...leaveKind(state),
        { type: 'focus', slot: 4 },
        ...remark('the claims of the selected Pod stand with its volumes'),
      ];
    default:
      return toOwners(state, ofKindText(kind));
  }
}

/** To the tree, narrowed, and to the first that this finds. */
function toOwners(state: State, text: string): readonly Action[] {
  const narrowed = withPane(state, 'ownership', { filter: text });
  const { count, at } = treeRows(narrowed);
  let index = 0;
  while (index < count && at(index)?.above === true) index++;
  const first = at(index);
  return [
    { type: 'focus', slot: 1 },
    { type: 'filter', pane: 'ownership', text },
    ...(first ? [{ type: 'select', selection: selectionOfRow(narrowed, first.key) } as const] : []),
  ];
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

function argumentsOf(word: string, { cluster, look }: State): readonly string[] {
  if (word === 'ctx') return look.contexts.map(({ name }) => name);
  if (word !== 'ns') return [];
  return ['all', ...[...cluster.tables.namespaces.values()].map(({ metadata }) => metadata.name).sort()];
}
