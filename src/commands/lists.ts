import type { Action } from '../store/actions.ts';
import type { SortKey } from '../store/look.ts';
import { paneState, type State } from '../store/state.ts';
import { podsAreAwaited } from '../store/selectors/lists.ts';
import { markedPods } from '../store/selectors/pods/marked-pods.ts';
import { selectedObject } from '../store/selectors/selected/selected-object.ts';
import { selectedRow } from '../store/selectors/selected/selection.ts';
import { selectedPod } from '../store/selectors/selected/selected-pod.ts';
import { ownerTree } from '../store/selectors/tree/owner-tree.ts';
import { type Command, type CommandContext, remark } from './command.ts';

function sortBy(by: SortKey, key: string): Command {
  return {
    id: `sort-${by}`,
    keys: [key],
    title: `sort by ${by}; again to reverse`,
    scope: 'global',
    suits: ({ sorts }) => sorts.length > 0,
    when: ({ pane }) => pane.sorts.includes(by) || `${pane.title} ${unsortable(pane.sorts)}`,
    run: ({ pane }) => [{ type: 'sort', pane: pane.id, by }],
  };
}

const unsortable = (sorts: readonly SortKey[]): string =>
  sorts.length === 0 ? 'has an order of its own' : `can be sorted by ${sorts.join(', ')}`;

/** Selects the owner of what is selected and moves the focus to the tree. */
function toOwner(state: State): readonly Action[] {
  const tree = ownerTree(state);
  const { row } = state.look.place.selection;
  const from = row !== undefined && tree.node(row) ? row : selectedPod(state)?.metadata.uid;
  const owner = from === undefined ? undefined : tree.ancestors(from).next().value;
  if (!owner) return remark('it has no owner');
  const selection = { ...state.look.place.selection, row: owner.key };
  return [
    { type: 'select', selection },
    { type: 'focus', slot: 1 },
  ];
}

/**
 * Whether a pane has rows to filter, or lines to search. What is about to come can be: whoever types ahead means that, and
 * the letters would be keys else.
 */
function whenNarrowed({ state, pane }: CommandContext): true | string {
  const { filters, find, list, lines, title } = pane;
  if (!filters && !find) return `${title} has nothing to filter`;
  if (podsAreAwaited(state) || paneState(state, pane.id).filter !== '') return true;
  if (filters) return !list || list.model.count > 0 || `${title} has nothing to filter`;
  return lines > 0 || selectedObject(state) !== undefined || `${title} has nothing to search`;
}

export const lists: readonly Command[] = [
  {
    id: 'filter',
    keys: ['/'],
    title: 'filter: x, !x (1, 2: /re/, -l a=x, -f x, node=x restarts>3 age<2h); search',
    hint: ({ pane }) => (pane.find ? 'search' : 'filter'),
    scope: 'global',
    suits: ({ filters, find }) => filters || find !== undefined,
    when: whenNarrowed,
    run: ({ state, pane }) => {
      const { filter: was, top, sideways } = paneState(state, pane.id);
      const before = { was, top, sideways, selection: state.look.place.selection };
      // A filter is narrowed further, a search begun anew.
      return [{ type: 'open', overlay: 'filter', with: { text: pane.find ? '' : was, ...before } }];
    },
  },
  {
    id: 'not-well',
    keys: ['!'],
    title: 'only what is not well',
    scope: 'global',
    run: ({ state: { look } }) => [
      { type: 'not-well-only', on: !look.notWellOnly },
      ...remark(look.notWellOnly ? 'all that there is' : 'only what is not well · ! shows all again'),
    ],
  },
  {
    id: 'wide',
    keys: ['ctrl-w'],
    title: 'wide columns',
    scope: 'global',
    run: ({ state: { look } }) => [
      { type: 'wide', on: !look.wide },
      ...remark(
        look.wide ? 'columns as there is room' : 'whole columns · ← → scroll, ctrl-w fits them again',
      ),
    ],
  },
  sortBy('name', 'N'),
  sortBy('age', 'A'),
  sortBy('status', 'S'),
  sortBy('restarts', 'R'),
  sortBy('node', 'O'),
  { id: 'owner', keys: ['J'], title: 'go to the owner', scope: 'global', run: ({ state }) => toOwner(state) },
  {
    id: 'same-node',
    keys: ['o'],
    title: 'Pods of the same node',
    scope: 'global',
    run: ({ state }) => {
      const node = selectedPod(state)?.spec?.nodeName;
      if (node === undefined)
        return remark(selectedPod(state) ? 'it is on no node yet' : 'no Pod is selected');
      const there = paneState(state, 'pods').filter === `node=${node}` && state.look.focus === 2;
      if (there) return remark(`these are the Pods of ${node} · esc shows all`);
      return [
        { type: 'filter', pane: 'pods', text: `node=${node}` },
        { type: 'focus', slot: 2 },
      ];
    },
  },
  {
    id: 'copy-name',
    keys: ['c'],
    title: 'copy the name',
    scope: 'global',
    run: ({ state }) => {
      const marked = state.look.focus === 2 ? markedPods(state) : [];
      // In one line: what is pasted in a shell must not run.
      if (marked.length > 0)
        return [{ type: 'copy', text: marked.map(({ metadata }) => metadata.name).join(' ') }];
      const name = selectedName(state);
      return name === undefined ? remark('nothing is selected') : [{ type: 'copy', text: name }];
    },
  },
];

function selectedName(state: State): string | undefined {
  const { container } = state.look.place.selection;
  if (container !== undefined && state.look.focus !== 2) return container;
  const row = state.look.focus === 1 ? selectedRow(state) : undefined;
  if (row !== undefined) return ownerTree(state).node(row)?.name ?? row.split('/')[1];
  return selectedPod(state)?.metadata.name;
}
