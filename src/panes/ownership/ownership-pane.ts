import { type Command, type CommandContext, remark, say } from '../../commands/command.ts';
import { type KindId, WORKLOAD_KINDS } from '../../model/kinds/kinds.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Action } from '../../store/actions.ts';
import { lists, standingOf } from '../../store/selectors/lists.ts';
import { selectedRow, selectionOfRow } from '../../store/selectors/selected/selection.ts';
import type { TreeRow, TreeRows } from '../../store/selectors/tree/tree-row.ts';
import { podsWithProcesses } from '../../store/selectors/tree/tree-processes.ts';
import { attachedFeeds, showsAttached, withAttached } from '../../store/selectors/tree/tree-attached.ts';
import { treeRows } from '../../store/selectors/tree/tree-rows.ts';
import { ask, askedOf, walkFailed, walkFeeds, walks } from '../../store/selectors/anatomy/walk.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Column, type Growth, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { deniedLines, emptyList, isLoading, statusNote } from '../parts/status.ts';
import { walkless, whyNotWalked } from '../parts/walking.ts';
import { attachedCommand } from './attached-command.ts';
import { emptyText } from './empty-text.ts';
import { drawnIn } from './drawn-rows.ts';
import { summary } from './summary.ts';

const ID = 'ownership';

const COLUMNS: readonly Column[] = [
  { id: 'name', title: 'NAME', least: 19, asks: 20, fixed: true },
  { id: 'ready', title: 'READY', least: 5 },
  // `Crash…BackOff`
  { id: 'reason', title: 'REASON', least: 13, cut: 'words' },
  { id: 'age', title: 'AGE', least: 5, asks: 15 },
];

const LEAVES: readonly string[] = ['reason', 'age'];

/** Names are whole before reasons are: those stand in the Pods pane and in the verdict, too. */
const GROWS: readonly Growth[] = [
  { column: 'ready' },
  { column: 'age' },
  { column: 'name' },
  { column: 'reason' },
];

/** What a thing is for is told nowhere else: of what hangs on a Pod one such thing is whole before names are. */
const GROWS_ATTACHED: readonly Growth[] = [
  { column: 'ready' },
  { column: 'age' },
  { column: 'reason', to: 16 },
  ...GROWS,
];

const NO_ROW = 'the tree is empty';

/** With less room for the table than this, kinds have kubectl's short names. */
const BRIEF = 44;
/** The same where the tree has what hangs on a Pod. */
const BRIEF_ATTACHED = 64;

function currentRow(state: State): TreeRow | undefined {
  const { at, indexOf } = treeRows(state);
  const key = selectedRow(state);
  return key === undefined ? undefined : at(indexOf(key));
}

/** Enter: an owner becomes the scope of the Pods pane; a Pod or a container is opened; a namespace folds. */
function open({ state }: CommandContext): readonly Action[] {
  const row = currentRow(state);
  if (!row) return remark(NO_ROW);
  if (row.type === 'namespace') {
    if (state.look.place.namespace === undefined)
      return [{ type: 'fold', pane: ID, key: row.key, folded: !row.folded }];
    return [
      { type: 'scope', scope: undefined },
      { type: 'focus', slot: 2 },
    ];
  }
  const select: Action = { type: 'select', selection: selectionOfRow(state, row.key) };
  if (row.type === 'attached') return [select, ...remark('y shows its YAML')];
  if (row.type !== 'object' || row.node.kind === 'Pod') return [select, { type: 'focus', slot: 3 }];
  const { key, kind, name, apiVersion } = row.node;
  return [select, { type: 'scope', scope: { key, kind, name, apiVersion } }, { type: 'focus', slot: 2 }];
}

function fold(context: CommandContext, folded: boolean | undefined): readonly Action[] {
  const row = currentRow(context.state);
  if (!row) return remark(NO_ROW);
  const next = folded ?? !row.folded;
  if (row.folded !== undefined && row.folded !== next) {
    const folding: Action = { type: 'fold', pane: ID, key: row.key, folded: next };
    return row.type === 'container' && !next ? [folding, ...walking(context.state, row.pod)] : [folding];
  }
  return folded === undefined ? remark('there is nothing to fold') : besides(context.state, row, folded);
}

/** What is unfolded below a container are its processes: they are asked for where that was not done for its Pod. */
function walking(state: State, pod: Pod): readonly Action[] {
  if (askedOf(state, pod) && !walkFailed(state, pod)) return [];
  const why = whyNotWalked(state, pod);
  return why === undefined ? [ask(state, pod)] : [say(why)];
}

/** The depth of who has no owner. */
const TOP = 1;

const depthOf = (row: TreeRow | undefined): number => row?.rails?.depth ?? 0;

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

const commands: readonly Command[] = [
  {
    id: 'open',
    keys: ['enter'],
    title: 'on an owner: scope to it; on a Pod: its containers',
    hint: 'open',
    scope: `pane:${ID}`,
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
    run: (context) => fold(context, undefined),
  },
];

export const ownershipPane = definePane({
  id: ID,
  title: 'Ownership',
  slot: 1,
  keeps: [walks, withAttached],
  needs: (state) => [
    ...lists(state, 'pods', ...WORKLOAD_KINDS),
    ...podsWithProcesses(state).flatMap((pod) => walkFeeds(state, pod)),
    ...attachedFeeds(state),
  ],
  filters: true,
  list: (state) => {
    const { count, at, indexOf } = treeRows(state);
    return {
      model: { count, keyAt: (index) => at(index)?.key ?? '', indexOf },
      cursor: selectedRow(state),
      select: (key) => selectionOfRow(state, key),
      above: (index) => at(index)?.above === true,
    };
  },
  view: (state) => ({ note: note(state), summary: (room) => summary(state, room), body: body(state) }),
  commands: [...commands, attachedCommand],
});

function body(state: State): Body {
  const { count, at, indexOf } = treeRows(state);
  const { filter, sideways } = paneState(state, ID);
  const empty = count === 0 || (count === 1 && at(0)?.folded === false);
  if (empty) {
    const told = emptyList(state, ['pods', ...WORKLOAD_KINDS], emptyText(state));
    if (standingOf(state, 'pods').connection !== 'failed' || told.lines.length < 2) return told;
    // Who refuses what stands beside it.
    return {
      ...told,
      lines: [...told.lines.slice(0, 1), [span('what is refused stands in Pods', styleOf('muted'))]],
    };
  }
  const cursor = selectedRow(state);
  const drawn = drawnIn(state);
  return {
    type: 'table',
    list: [state.cluster.context, state.look.place.namespace ?? '*', state.look.notWellOnly, filter].join(
      ' ',
    ),
    columns: COLUMNS,
    count,
    row: (index) => drawn(at(index)),
    cursor: cursor === undefined ? -1 : indexOf(cursor),
    together: (room) => (cursor === undefined ? undefined : family(at, indexOf(cursor), room)),
    leaves: LEAVES,
    grows: showsAttached(state) ? GROWS_ATTACHED : GROWS,
    briefUnder: showsAttached(state) ? BRIEF_ATTACHED : BRIEF,
    sideways,
    wide: state.look.wide,
    loading: isLoading(state, ['pods', ...WORKLOAD_KINDS]),
    told: deniedLines(state, WORKLOAD_KINDS),
    foot: [],
  };
}

/** All that the topmost owner of a row owns, so that its old ReplicaSets are seen from its Pods. */
function family(at: TreeRows['at'], cursor: number, room: number): readonly [number, number] | undefined {
  const isBelow = (index: number): boolean => depthOf(at(index)) > TOP;
  let [first, last] = [cursor, cursor];
  while (isBelow(first) && last - first < room) first -= 1;
  while (isBelow(last + 1) && last - first < room) last += 1;
  return last - first < room ? [last, first] : undefined;
}

function note(state: State): string {
  const { filter } = paneState(state, ID);
  const trouble = WORKLOAD_KINDS.filter((kind) =>
    ['failed', 'stale', 'polled'].includes(standingOf(state, kind).connection),
  );
  const edges = showsAttached(state) ? '┊ hangs on it' : '';
  return [filter && `/${filter}`, edges, ...told(state, trouble)].filter(Boolean).join(' · ');
}

/** What is not as it should be, by name where there are few: `jobs denied`. */
function told(state: State, kinds: readonly KindId[]): string[] {
  const how = new Set(kinds.map((kind) => statusNote(state, kind)));
  if (kinds.length === WORKLOAD_KINDS.length && how.size === 1) return [`owners ${[...how].join('')}`];
  const named = kinds.slice(0, 2).map((kind) => `${kind} ${statusNote(state, kind)}`);
  return kinds.length > 2 ? [...named, `${kinds.length - 2} more kinds of owners`] : named;
}
