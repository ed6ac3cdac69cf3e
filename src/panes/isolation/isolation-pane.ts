import {
  type NamespaceCell,
  type NamespaceMatrix,
  type NamespaceRow,
  namespaceMatrix,
} from '../../model/namespaces/namespace-matrix.ts';
import { cellText, differencesIn, scopeText } from '../../model/namespaces/namespace-texts.ts';
import { podNamespaces } from '../../model/namespaces/pod-namespaces.ts';
import { unreadIn } from '../../model/namespaces/unread.ts';
import { leftToWalk } from '../../model/processes/walked.ts';
import { groupBy } from '../../model/table/group-by.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { madeOnce } from '../../store/kept.ts';
import { lists } from '../../store/selectors/lists.ts';
import { marksIn } from '../../store/selectors/selected/marks.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { askedOf, seenOf, walkFeeds, walks } from '../../store/selectors/anatomy/walk.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  type Body,
  cell,
  type Cell,
  type Column,
  type Growth,
  type Line,
  span,
  wideRow,
} from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { cutMiddle, displayWidth } from '../../view/text/text.ts';
import { definePane } from '../define-pane.ts';
import { noPodBody, podNote } from '../parts/no-pod.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { inSlot, walkCommands, walkedNote, wayIn, whyNotWalked } from '../parts/walking.ts';

/** Not `namespaces`: that is the overlay that switches the cluster's. */
const ID = 'isolation';

export const isolationPane = definePane({
  id: ID,
  title: 'Namespaces',
  slot: 4,
  keeps: [walks],
  needs: (state) => [...lists(state, 'pods'), ...walkFeeds(state, selectedPod(state))],
  list: (state) => {
    const pod = selectedPod(state);
    const { rows } = matrixOf(state);
    return {
      model: rowsModel(rows, ({ kind }) => kind),
      cursor: chosen(state),
      select: (isolation) => ({ ...state.look.place.selection, pod: pod?.metadata.uid ?? null, isolation }),
    };
  },
  view: (state) => {
    const pod = selectedPod(state);
    return {
      note: [podNote(state, pod), walkedNote(state, pod)].filter(Boolean).join(' · '),
      summary: () => [span(pod ? summary(pod) : '–', styleOf('muted'))],
      body: pod ? body(state, pod) : noPodBody(state),
    };
  },
  commands: walkCommands({
    id: ID,
    key: 'I',
    opens: inSlot(4, ID),
    title: 'namespaces of the Pod: who shares what',
  }),
});

const chosen = (state: State): string => state.look.place.selection.isolation ?? 'net';

const NOTHING: NamespaceMatrix = { containers: [], rows: [] };
const MADE = madeOnce<NamespaceMatrix>();

/** Made once for a Pod and its walk, which may have brought thousands of processes. */
function matrixOf(state: State): NamespaceMatrix {
  const pod = selectedPod(state);
  const seen = seenOf(state, pod)?.walks;
  return state.cluster.kept.once(MADE, [pod, seen], () => (pod ? namespaceMatrix(pod, seen) : NOTHING));
}

/** `node 4026531835`, which most have; before a walk `each own`. */
const CELL = { walked: 15, unwalked: 8 };

/** A name in a cell: what stands after it is not cut. */
const short = (name: string): string => cutMiddle(name, 12);

const markIn = ({ differs }: NamespaceCell): string => ({ yes: '≠ ', perhaps: '? ', no: '' })[differs];

const WIDTHS = madeOnce<readonly number[]>();

/** What the cells of each container need; made once, since a Pod may have a thousand. */
function widthsOf(state: State, matrix: NamespaceMatrix, walked: boolean): readonly number[] {
  return state.cluster.kept.once(WIDTHS, [matrix, walked], () =>
    matrix.containers.map((_, index) => widthOf(matrix.rows, index, walked)),
  );
}

function widthOf(rows: NamespaceMatrix['rows'], index: number, walked: boolean): number {
  const texts = rows.flatMap(({ cells }) => {
    const cell = cells[index];
    return cell ? [markIn(cell) + cellText(cell, walked, short)] : [];
  });
  return Math.max(walked ? CELL.walked : CELL.unwalked, ...texts.map(displayWidth));
}

/** `each own`, and as much of a hostname as containers' columns can do without. */
const SPEC = { least: 8, most: 24 };

const GROWS: readonly Growth[] = [{ column: 'spec', to: SPEC.most }, { column: 'of' }];

function body(state: State, pod: Pod): Body {
  const matrix = matrixOf(state);
  const { containers, rows } = matrix;
  const walked = seenOf(state, pod) !== undefined;
  const widths = widthsOf(state, matrix, walked);
  const bold = containers.indexOf(state.look.place.selection.container ?? '');
  const marked = marksIn(state, pod).namespace;
  const spec = Math.max(SPEC.least, ...rows.map((row) => scopeText(row).length));
  return {
    type: 'table',
    list: [ID, pod.metadata.uid, walked].join(' '),
    columns: [
      { id: 'namespace', title: '  NAMESPACE', least: 11, fixed: true },
      { id: 'spec', title: 'BY SPEC', least: Math.min(spec, SPEC.most), cut: 'end' },
      { id: 'of', title: 'OF WHAT', least: 16, cut: 'end' },
      ...containers.map((name, index): Column => ({
        id: `c ${name}`,
        title: name,
        least: widths[index] ?? 0,
      })),
    ],
    count: rows.length,
    row: (index) => {
      const row = rows[index];
      return wideRow(
        row?.kind ?? '',
        (column) => cellOf(row, column, walked, bold),
        row !== undefined && marked(row, bold),
      );
    },
    cursor: rows.findIndex(({ kind }) => kind === chosen(state)),
    leaves: ['of'],
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: false,
    // What would help comes first: what differs is marked in the rows too.
    told: [...walkLines(state, pod, matrix)],
    foot: foot(state, matrix),
  };
}

function cellOf(row: NamespaceRow | undefined, column: number, walked: boolean, bold: number): Cell {
  if (!row) return cell('');
  if (column === 0) return cell(row.name, styleOf('plain'), { lead: [markOf(row)] });
  if (column === 1) return cell(scopeText(row), styleOf(row.scope === 'pod' ? 'shared' : 'plain'));
  if (column === 2) return cell(row.of, styleOf('muted'));
  const index = column - OWN;
  const told = row.cells[index];
  if (!told) return cell('');
  const text = cellText(told, walked, short);
  const attributes = index === bold ? BOLD : 0;
  if (told.differs !== 'no') {
    const tone = told.differs === 'yes' ? 'failing' : 'progress';
    return cell(text, styleOf(tone, attributes), { lead: [span(markIn(told), styleOf(tone))] });
  }
  const together = (told.seen ?? told.bySpec).with;
  return cell(text, styleOf(together === 'pod' || together === 'container' ? 'shared' : 'plain', attributes));
}

/** Columns before those of the containers. */
const OWN = 3;

function markOf({ scope }: NamespaceRow) {
  if (scope === 'pod') return span('⇄ ', styleOf('shared', BOLD));
  return span(scope === 'node' ? '⌂ ' : '· ', styleOf('muted'));
}

function* foot(state: State, matrix: NamespaceMatrix): Generator<Line> {
  for (const difference of differencesIn(matrix)) {
    const tone = difference.startsWith('≠') ? 'failing' : 'progress';
    yield [span(difference, styleOf(tone))];
  }
  yield [
    span(
      state.cluster.kept.once(LEGEND, [matrix], () => legend(matrix)),
      styleOf('muted'),
    ),
  ];
}

const LEGEND = madeOnce<string>();

/** Of the marks those that are there. */
function legend({ rows }: NamespaceMatrix): string {
  const cells = rows.flatMap((row) => row.cells);
  const marks = [
    '⇄ the Pod’s   ⌂ the node’s   · own',
    cells.some(({ differs }) => differs === 'yes') ? '≠ not as by the spec' : '',
    cells.some(({ apart }) => apart.length > 0) ? '+n processes that left it' : '',
  ];
  return marks.filter(Boolean).join('   ');
}

/** How what is told came to be known, and why not all of it. */
function* walkLines(state: State, pod: Pod, matrix: NamespaceMatrix): Generator<Line> {
  const asked = askedOf(state, pod);
  const seen = seenOf(state, pod)?.walks;
  if (!asked) {
    const why = whyNotWalked(state, pod) ?? 'ctrl-r walks /proc, and shows what they are really in';
    yield [span(`by the spec alone: ${why}`, styleOf('muted'))];
    return;
  }
  const awaited = leftToWalk(asked.target, seen ?? new Map());
  if (awaited.length > 0) yield [span(`◐ walking /proc in ${awaited.join(', ')} …`, styleOf('progress'))];
  if (!seen) return;
  const unread = unreadIn(pod, matrix, seen).filter(({ container }) => !awaited.includes(container));
  for (const [why, containers] of groupBy(unread, (one) => one.why)) {
    const names = containers.map(({ container }) => container).join(', ');
    yield [span(`– ${names}: ${why}`, styleOf('muted'))];
  }
  const failed = unread.flatMap(({ container, failure }) => (failure ? [[container, failure] as const] : []));
  const way = wayIn(state, pod, new Map(failed));
  if (way !== undefined) yield [span(`  ${way}`, styleOf('muted'))];
}

function summary(pod: Pod): string {
  const of = (wanted: string): string =>
    podNamespaces(pod)
      .filter(({ scope }) => scope === wanted)
      .map(({ name }) => name)
      .join(', ');
  return `⇄ ${of('pod') || 'nothing'}   ⌂ ${of('node')}`;
}
