import { type NodeProcess, nodeProcesses } from '../../model/processes/node-view.ts';
import type { Walk } from '../../model/processes/process.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { PaneList } from '../../commands/command.ts';
import { madeOnce } from '../../store/kept.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { selectionOfContainer, withoutContainer } from '../../store/selectors/selected/selection.ts';
import { nodeSeenOf } from '../../store/selectors/anatomy/node-views.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, cell, type Column, type Growth, type Row, row } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { TYPE_LETTERS } from '../../view/glyphs.ts';
import { COLUMNS, GROWS, LEAVES, processCells } from './rows.ts';

/** After the node's numbers those that the Pod has. */
const NODE_COLUMNS: readonly Column[] = COLUMNS.flatMap((column): Column[] =>
  column.id === 'pid' ? [column, { id: 'inner', title: 'IN POD', least: 7, align: 'right' }] : [column],
);

/** One look has no CPU: that takes two. */
const NODE_LEAVES: readonly string[] = ['cpu', ...LEAVES.filter((id) => id !== 'cpu')];
const NODE_GROWS: readonly Growth[] = [{ column: 'inner' }, ...GROWS];

/** A process of the node's view, and whether it is the first of its container. */
interface NodeLine {
  readonly key: string;
  readonly process: NodeProcess;
  readonly first: boolean;
}

const MADE = madeOnce<readonly NodeLine[]>();

/** The node's view where it is on show; empty where none is. Made once, since every frame asks. */
function nodeLinesOf(state: State, pod: Pod | undefined): readonly NodeLine[] {
  const seen = nodeSeenOf(state, pod);
  if (!pod || seen?.type !== 'walk') return [];
  return state.cluster.kept.once(MADE, [pod, seen.walk], () => linesOf(pod, seen.walk));
}

/** Where the cursor stands: on the chosen process, else on the chosen container, else on the first line. */
function cursorIn(state: State, lines: readonly NodeLine[]): number {
  const { container, process, nodeProcess } = state.look.place.selection;
  const at = (is: (line: NodeLine) => boolean): number => lines.findIndex(is);
  const chosen = at(({ process: { process } }) => process.pid === nodeProcess);
  if (chosen >= 0) return chosen;
  const isOwn = ({ process }: NodeLine): boolean => process.owner === container && process.type !== 'node';
  const own = at((line) => isOwn(line) && line.process.process.innerPid === process);
  return Math.max(0, own >= 0 ? own : at(isOwn));
}

/** The cursor over the node's view: it chooses the same container and process as over the Pod's own. Undefined: it is not on show. */
export function nodeList(state: State, pod: Pod | undefined): PaneList | undefined {
  const lines = nodeLinesOf(state, pod);
  if (!pod || lines.length === 0) return undefined;
  return {
    model: rowsModel(lines, ({ key }) => key),
    cursor: lines[cursorIn(state, lines)]?.key,
    select: (key) => {
      const before = state.look.place.selection;
      const line = lines.find((one) => one.key === key);
      if (!line) return before;
      const { owner, type, process } = line.process;
      const pid = { process: process.innerPid ?? 0, nodeProcess: process.pid };
      if (type === 'node' || type === 'pause') return { ...withoutContainer(before), ...pid };
      return { ...before, ...selectionOfContainer(pod.metadata.uid, owner), ...pid, last: 'process' };
    },
  };
}

/** @param pane its id */
export function nodeTable(state: State, pod: Pod, pane: string): Body | undefined {
  const lines = nodeLinesOf(state, pod);
  if (lines.length === 0) return undefined;
  return {
    type: 'table',
    list: [pane, 'node', pod.metadata.uid].join(' '),
    columns: NODE_COLUMNS,
    count: lines.length,
    row: (index) => {
      const line = lines[index];
      return line ? nodeRow(line) : row('', []);
    },
    cursor: cursorIn(state, lines),
    leaves: NODE_LEAVES,
    grows: NODE_GROWS,
    sideways: paneState(state, pane).sideways,
    wide: state.look.wide,
    loading: false,
    foot: [],
  };
}

function linesOf(pod: Pod, walk: Walk): readonly NodeLine[] {
  let before: string | undefined;
  return nodeProcesses(pod, walk).map((process) => {
    const whose = `${process.type} ${process.owner}`;
    const first = whose !== before;
    before = whose;
    return { key: `node/${process.process.pid}`, process, first };
  });
}

function nodeRow({ key, process, first }: NodeLine): Row {
  const own = process.type !== 'node' && process.type !== 'pause';
  const title = first ? titleOf(process) : '';
  const { pid, innerPid } = process.process;
  return row(key, [
    cell(title, own ? styleOf('plain', BOLD) : styleOf('muted')),
    cell(`${pid}`),
    cell(`${innerPid ?? '–'}`, styleOf(innerPid === undefined ? 'muted' : 'shared')),
    ...processCells(process, undefined, false),
  ]);
}

const titleOf = ({ owner, type }: NodeProcess): string =>
  type === 'node' ? '⌂ node' : `${TYPE_LETTERS[type]} ${owner}`;
