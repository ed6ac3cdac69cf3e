import { type KindId, WORKLOAD_KINDS } from '../../model/kinds/kinds.ts';
import { lists, standingOf } from '../../store/selectors/lists.ts';
import { selectedRow, selectionOfRow } from '../../store/selectors/selected/selection.ts';
import type { TreeRows } from '../../store/selectors/tree/tree-row.ts';
import { podsWithProcesses } from '../../store/selectors/tree/tree-processes.ts';
import { attachedFeeds, showsAttached, withAttached } from '../../store/selectors/tree/tree-attached.ts';
import { treeRows } from '../../store/selectors/tree/tree-rows.ts';
import { walkFeeds, walks } from '../../store/selectors/anatomy/walk.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Column, type Growth, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { deniedLines, emptyList, isLoading, statusNote } from '../parts/status.ts';
import { depthOf, treeKeys } from './tree-keys.ts';
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

/** With less room for the table than this, kinds have kubectl's short names. */
const BRIEF = 44;
/** The same where the tree has what hangs on a Pod. */
const BRIEF_ATTACHED = 64;

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
  commands: [...treeKeys, attachedCommand],
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

/** The depth of who has no owner. */
const TOP = 1;

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
