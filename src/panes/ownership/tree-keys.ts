import { type Command, type CommandContext, remark, say } from '../../commands/command.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Action } from '../../store/actions.ts';
import { selectedRow, selectionOfRow } from '../../store/selectors/selected/selection.ts';
import type { TreeRow } from '../../store/selectors/tree/tree-row.ts';
import { treeRows } from '../../store/selectors/tree/tree-rows.ts';
import { ask, askedOf, walkFailed } from '../../store/selectors/anatomy/walk.ts';
import type { State } from '../../store/state.ts';
import { walkless, whyNotWalked } from '../parts/walking.ts';

const ID = 'ownership';

const NO_ROW = 'the tree is empty';

function currentRow(state: State): TreeRow | undefined {
  const { at, indexOf } = treeRows(state);
  const key = selectedRow(state);
  return key === undefined ? undefined : at(indexOf(key));
}

/** Whether Enter leads anywhere from the row that the cursor is on. */
function whenOpened({ state }: CommandContext): true | string {
  const row = currentRow(state);
  if (!row) return NO_ROW;
  return row.type !== 'attached' || 'y shows its YAML';
}

/** Enter: an owner becomes the scope of the Pods pane; a Pod or a container is opened; a namespace folds. */
function open({ state }: CommandContext): readonly Action[] {
  const row = currentRow(state);
  if (!row) return [];
  if (row.type === 'namespace') {
    if (state.look.place.namespace === undefined)
      return [{ type: 'fold', pane: ID, key: row.key, folded: !row.folded }];
    return [
      { type: 'scope', scope: undefined },
      { type: 'focus', slot: 2 },
    ];
  }
  const select: Action = { type: 'select', selection: selectionOfRow(state, row.key) };
  if (row.type !== 'object' || row.node.kind === 'Pod') return [select, { type: 'focus', slot: 3 }];
  const { key, kind, name, apiVersion } = row.node;
  return [select, { type: 'scope', scope: { key, kind, name, apiVersion } }, { type: 'focus', slot: 2 }];
}

function whenFolded({ state }: CommandContext): true | string {
  const row = currentRow(state);
  if (!row) return NO_ROW;
  return row.folded !== undefined || 'there is nothing to fold';
}

const folding = (row: TreeRow, folded: boolean): Action => ({ type: 'fold', pane: ID, key: row.key, folded });

/** Unfolds or folds a row, or goes on from one that is so already. */
function fold({ state }: CommandContext, folded: boolean): readonly Action[] {
  const row = currentRow(state);
  if (!row) return remark(NO_ROW);
  const turns = row.folded !== undefined && row.folded !== folded;
  return turns ? turned(state, row, folded) : besides(state, row, folded);
}

/** A container's processes are asked for. */
const turned = (state: State, row: TreeRow, folded: boolean): readonly Action[] => [
  folding(row, folded),
  ...(row.type === 'container' && !folded ? walking(state, row.pod) : []),
];

function toggleFold({ state }: CommandContext): readonly Action[] {
  const row = currentRow(state);
  return row ? turned(state, row, !row.folded) : [];
}

/** What is unfolded below a container are its processes: they are asked for where that was not done for its Pod. */
function walking(state: State, pod: Pod): readonly Action[] {
  if (askedOf(state, pod) && !walkFailed(state, pod)) return [];
  const why = whyNotWalked(state, pod);
  return why === undefined ? [ask(state, pod)] : [say(why)];
}

export const depthOf = (row: TreeRow | undefined): number => row?.rails?.depth ?? 0;

/** Left on what is folded goes to its parent, right on what is unfolded to its first child, as in any tree. */
function besides(state: State, row: TreeRow, left: boolean): readonly Action[] {
  const { at, indexOf } = treeRows(state);
  const place = indexOf(row.key);
  const depth = depthOf(row);
  let next = place + 1;
  if (left) {
    next = place - 1;
    while (next > 0 && depthOf(at(next)) >= depth) next--;
  } else if (depthOf(at(next)) <= depth) return remark('there is nothing below it');
  const target = at(next);
  return target
    ? [{ type: 'select', selection: selectionOfRow(state, target.key) }]
    : remark('it stands at the top');
}

/** What leads on from a row of the tree, and what folds it. */
export const treeKeys: readonly Command[] = [
  {
    id: 'open',
    keys: ['enter'],
    title: 'on an owner: scope to it; on a Pod: its containers',
    hint: 'open',
    scope: `pane:${ID}`,
    when: whenOpened,
    run: open,
  },
  {
    id: 'fold',
    keys: ['left', 'h'],
    title: 'fold; on what is folded, to its owner',
    scope: `pane:${ID}`,
    run: (context) => fold(context, true),
  },
  {
    id: 'unfold',
    keys: ['right'],
    title: 'unfold; a container: its processes (walks /proc)',
    scope: `pane:${ID}`,
    lacks: walkless,
    run: (context) => fold(context, false),
  },
  {
    id: 'toggle-fold',
    keys: ['space'],
    title: 'fold or unfold',
    hint: 'fold',
    scope: `pane:${ID}`,
    when: whenFolded,
    run: toggleFold,
  },
];
