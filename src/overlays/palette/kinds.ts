import { type CommandContext, remark, say } from '../../commands/command.ts';
import { leaveKind } from '../../commands/focus.ts';
import { choose } from '../../commands/keys/resolve.ts';
import { toNamespace } from '../../commands/places.ts';
import { builtInKind, kindMatches } from '../../model/owners/kind-match.ts';
import type { Action } from '../../store/actions.ts';
import { ofKindText } from '../../store/going/to-kind.ts';
import { filterMistake } from '../../store/selectors/matcher.ts';
import { selectionOfRow } from '../../store/selectors/selected/selection.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { treeRows } from '../../store/selectors/tree/tree-rows.ts';
import { type State, withPane } from '../../store/state.ts';
import { listAsked, type ListAsked } from './list-asked.ts';

/** The Kind that a word means, of those that are watched and of those in the tree. */
export function kindNamed(state: State, word: string): string | undefined {
  const known = builtInKind(word);
  if (known) return known.kind;
  for (const { kind, apiVersion } of ownerTree(state).all())
    if (kindMatches(word, kind, apiVersion)) return kind;
  return undefined;
}

/** To an object by its name; a namespace is in none, and is gone to as by `:ns`. */
export const toObject = (state: State, kind: string, name: string): readonly Action[] =>
  builtInKind(kind)?.kind === 'Namespace' ? toNamespace(state, name) : [{ type: 'want', kind, name }];

/** A kind's word with what stands behind it: a name, a namespace, labels. */
export function ofKind(
  context: CommandContext,
  word: string,
  kind: string,
  words: readonly string[],
): readonly Action[] {
  const { state } = context;
  const asked = listAsked(word, words);
  if (typeof asked === 'string') return [say(asked, 'failing')];
  const { name, filter, wide } = asked;
  const mistake = filter === undefined ? undefined : (unfiltered(kind) ?? filterMistake(filter));
  if (mistake !== undefined) return [say(mistake, 'failing')];
  const there = toPlace(state, asked);
  if (there.some(({ type }) => type === 'message')) return there;
  return [
    ...there,
    ...(wide ? [{ type: 'wide', on: true } as const] : []),
    ...(name === undefined
      ? toKind(context, kind, filter, there.length > 0 || wide === true)
      : toNamed(state, word, kind, name, asked.where !== undefined)),
  ];
}

/** That what has no list of its own here cannot be narrowed. */
function unfiltered(kind: string): string | undefined {
  if (kind === 'Namespace') return 'n lists all namespaces: letters narrow them, labels do not';
  return kind === 'PersistentVolumeClaim'
    ? 'the claims of the selected Pod alone are shown: no labels narrow them'
    : undefined;
}

function toPlace(state: State, { where }: ListAsked): readonly Action[] {
  if (!where || where.namespace === state.look.place.namespace) return [];
  return where.namespace === undefined
    ? [{ type: 'namespace', namespace: undefined }]
    : toNamespace(state, where.namespace);
}

/** To an object behind a space, where k9s has the namespace whose objects are listed. */
function toNamed(state: State, word: string, kind: string, name: string, placed: boolean): readonly Action[] {
  if (kind === 'Namespace') return toNamespace(state, name);
  return [{ type: 'want', kind: word, name, ...(!placed && { listed: kind }) }];
}

/**
 * Goes to where the objects of a kind are listed.
 *
 * @param moved whether what is there changes besides: in another namespace nothing is known yet
 */
function toKind(
  context: CommandContext,
  kind: string,
  filter: string | undefined,
  moved: boolean,
): readonly Action[] {
  const { state } = context;
  const go = (id: string): readonly Action[] => choose(context, { label: kind, command: id });
  switch (kind) {
    case 'Pod':
      if (filter === undefined && !moved) return go('pods-pane');
      return [
        ...leaveKind(state),
        { type: 'focus', slot: 2 },
        ...(filter === undefined ? [] : [{ type: 'filter', pane: 'pods', text: filter } as const]),
      ];
    case 'Namespace':
      return go('namespace');
    case 'PersistentVolumeClaim':
      return [
        ...leaveKind(state),
        { type: 'focus', slot: 4 },
        ...remark('the claims of the selected Pod stand with its volumes'),
      ];
    default:
      return toOwners(state, [ofKindText(kind), filter ?? []].flat().join(' '), moved);
  }
}

/** To the tree, narrowed, and to the first that this finds. */
function toOwners(state: State, text: string, moved: boolean): readonly Action[] {
  const narrowed = withPane(state, 'ownership', { filter: text });
  const { count, at } = treeRows(narrowed);
  let index = 0;
  while (index < count && at(index)?.above === true) index++;
  const first = moved ? undefined : at(index);
  return [
    { type: 'focus', slot: 1 },
    { type: 'filter', pane: 'ownership', text },
    ...(first ? [{ type: 'select', selection: selectionOfRow(narrowed, first.key) } as const] : []),
  ];
}
