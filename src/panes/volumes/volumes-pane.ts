import type { Pod } from '../../model/kinds/objects.ts';
import { onceEach } from '../../model/once-each.ts';
import { sharingEquations } from '../../model/volumes/sharing.ts';
import { hasSubPathExpr } from '../../model/volumes/sub-paths.ts';
import { hasClaims, othersText } from '../../model/volumes/volume-source.ts';
import { coverings } from '../../model/volumes/coverings.ts';
import { mountText, type MountView, type VolumeMatrix, type VolumeRow } from '../../model/volumes/volumes.ts';
import { storageFeeds } from '../../store/selectors/anatomy/backing.ts';
import { lists } from '../../store/selectors/lists.ts';
import { volumesOf } from '../../store/selectors/anatomy/volumes.ts';
import { type Marks, marksIn } from '../../store/selectors/selected/marks.ts';
import { podFeed } from '../../store/selectors/selected/selected-pod.ts';
import { selectionOfVolume } from '../../store/selectors/selected/selection.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { madeOnce } from '../../store/kept.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  acrossRow,
  type Body,
  cell,
  type Cell,
  type Column,
  type Growth,
  type Line,
  type Row,
  row,
  span,
  wideRow,
} from '../../view/block.ts';
import { BOLD, type Style, styleOf } from '../../view/frame.ts';
import { cutEnd, cutMiddle, displayWidth } from '../../view/text/text.ts';
import { definePane } from '../define-pane.ts';
import { type From, keptRow, rowsOf } from '../parts/kept-rows.ts';
import { narrowedNote, narrowing } from '../parts/narrowing.ts';
import { noMatch } from '../parts/nothing-text.ts';
import { noPodBody, podNote } from '../parts/no-pod.ts';
import { openSelected } from '../parts/open-selected.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { cellMoves, cellSelection, columnOf, containerOf } from './cells.ts';
import { openFiles } from './open-files.ts';
import { deniedLines, emptyBody, isLoading } from '../parts/status.ts';

const ID = 'volumes';

export const volumesPane = definePane({
  id: ID,
  title: 'Volumes',
  slot: 4,
  needs: (state) => {
    const pod = selectedPod(state);
    if (!pod) return lists(state, 'pods');
    return [...storageFeeds(state, pod), ...(hasSubPathExpr(pod) ? [podFeed(pod)] : [])];
  },
  filters: true,
  list: (state) => {
    const pod = selectedPod(state);
    const rows = pod ? shown(state, volumesOf(state, pod).rows) : [];
    return {
      model: rowsModel(rows, ({ name }) => name),
      cursor: state.look.place.selection.volume ?? rows[0]?.name,
      select: (name) => ({
        ...state.look.place.selection,
        ...selectionOfVolume(pod?.metadata.uid ?? '', name),
      }),
      selectIn: (name, column) => cellSelection(state, name, containerOf(column)),
    };
  },
  view: (state) => {
    const pod = selectedPod(state);
    return {
      note: note(state, pod),
      summary: (room) => summary(state, pod, room),
      body: pod ? body(state, pod) : noPodBody(state),
    };
  },
  commands: [openFiles, ...cellMoves, openSelected(ID, 'volume', 'i', 'whole')],
});

/** Made once a volume: it has a place for each of what may be thousands of containers. */
const textsOf = onceEach(({ name, source, mounts }: VolumeRow): readonly string[] => {
  const made = [name, source.text, source.detail ?? '', othersText(source)];
  for (const places of mounts) if (places.length > 0) made.push(...places.map(mountText));
  return made;
});

/** The volumes that the filter keeps, by what one sees of them. */
const shown = narrowing<VolumeRow>(ID, textsOf);

function note(state: State, pod: Pod | undefined): string {
  const all = pod ? volumesOf(state, pod).rows : [];
  const narrowed = narrowedNote(state, ID, shown(state, all).length, all.length);
  return [podNote(state, pod), narrowed].filter(Boolean).join(' · ');
}

function body(state: State, pod: Pod): Body {
  const matrix = volumesOf(state, pod);
  const rows = shown(state, matrix.rows);
  if (matrix.rows.length === 0)
    return { type: 'message', lines: [[span('no volumes', styleOf('muted'))], ...foot(matrix, pod)] };
  if (rows.length === 0) return emptyBody(state, ['pods'], noMatch(state, ID, 'no volume'));
  const lines = rows.flatMap(linesOf);
  const cursor = state.look.place.selection.volume ?? rows[0]?.name;
  const chosen = matrix.containers.indexOf(state.look.place.selection.container ?? '');
  const marked = marksIn(state, pod).volume;
  return {
    type: 'table',
    list: [ID, pod.metadata.uid].join(' '),
    columns: state.cluster.kept.once(COLUMNS, [matrix, chosen], () => columns(matrix, chosen)),
    count: lines.length,
    row: (index) => keptLine(state, lines[index], { chosen, cursor, marked }),
    cursor: lines.findIndex(({ volume, detail }) => detail === undefined && volume.name === cursor),
    leaves: [],
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    ...(matrix.containers[chosen] !== undefined && { column: columnOf(matrix.containers[chosen]) }),
    wide: state.look.wide,
    loading: isLoading(state, ['pods']),
    ...(hasClaims(pod) && { told: deniedLines(state, ['persistentvolumeclaims']) }),
    foot: foot(matrix, pod),
  };
}

/** A mount's place is told by its end as well; a container's name as far as there is room. */
const MOUNT = 12;

const COLUMNS = madeOnce<readonly Column[]>();

function columns({ containers }: VolumeMatrix, chosen: number): Column[] {
  const mounts = containers.map((name, index): Column => ({
    id: columnOf(name),
    title: name,
    least: MOUNT,
    ...(index === chosen && { marked: true }),
  }));
  return [
    { id: 'volume', title: '  VOLUME', least: 14, fixed: true },
    { id: 'source', title: 'SOURCE', least: 16 },
    ...mounts,
  ];
}

/** Then the mounts, from the first container on. */
const GROWS: readonly Growth[] = [{ column: 'source', to: 18 }, { column: 'volume' }];

interface VolumeLine {
  readonly volume: VolumeRow;
  /** More of its source, or who else mounts it; undefined for the volume's first line. */
  readonly detail: string | undefined;
}

/** A volume's line and, where there is more to say of its source, or others mount it, one for each. */
function linesOf(volume: VolumeRow): VolumeLine[] {
  const more = [volume.source.detail ?? '', othersText(volume.source)].filter((text) => text !== '');
  return [undefined, ...more].map((detail) => ({ volume, detail }));
}

interface Chosen {
  /** The place of the container that is chosen; -1 without one. */
  readonly chosen: number;
  readonly cursor: string | undefined;
  readonly marked: Marks['volume'];
}

const ROWS = rowsOf();

function keptLine(state: State, line: VolumeLine | undefined, chosen: Chosen): Row {
  if (!line) return row('', []);
  const { volume, detail } = line;
  const at = volume.name === chosen.cursor ? chosen.chosen : -1;
  const from: From = { asked: [volume, at, chosen.marked(volume)], heard: () => [] };
  return keptRow(state, ROWS, detail === undefined ? volume.name : keyOf(line), from, () => ({
    row: lineRow(line, chosen),
  }));
}

const keyOf = ({ volume, detail }: VolumeLine): string => `${volume.name}/${detail}`;

function lineRow(line: VolumeLine, { chosen, cursor, marked }: Chosen): Row {
  const { name, source, mounts, shared, users } = line.volume;
  if (line.detail !== undefined)
    return acrossRow(keyOf(line), [span(`    ${line.detail}`, styleOf('muted'))]);
  const mark = shared
    ? span('⇄ ', styleOf('shared', BOLD))
    : span(users === 0 ? '∅ ' : '· ', styleOf('muted'));
  const style: Style = styleOf(users === 0 ? 'muted' : 'plain');
  const own = [cell(name, style, { lead: [mark] }), cell(source.text, style)];
  const at = name === cursor ? chosen : -1;
  return wideRow(
    name,
    (column) => own[column] ?? mountCell(mounts[column - own.length], column - own.length === at),
    marked(line.volume),
  );
}

/** @param here the cursor stands on it */
function mountCell(mounts: readonly MountView[] = [], here: boolean): Cell {
  const flags = here ? BOLD : 0;
  if (mounts.length === 0) return cell('–', styleOf('muted', flags));
  return cell(mounts.map(mountText).join(', '), styleOf('plain', flags));
}

/** Nobody sees all of what thousands of containers share: the lines are made as there is room for them. */
function* foot(matrix: VolumeMatrix, pod: Pod): Generator<Line> {
  const { folded, rows } = matrix;
  for (const equation of sharingEquations(pod, matrix)) yield [span(equation, styleOf('shared'))];
  for (const text of coverings(matrix)) yield [span(text, styleOf('muted'))];
  if (folded > 0) {
    const what = `${folded} automatic volume${folded === 1 ? '' : 's'} (service account) folded away`;
    yield [span(what, styleOf('muted'))];
  }
  if (rows.length > 0) {
    const legend =
      '⇄ shared by two or more   · one container   ∅ mounted by nobody   ⟨subPath⟩   ro read-only';
    yield [span(legend, styleOf('muted'))];
  }
}

/** Equations keep their ends: of what does not fit names of volumes give way first. */
function summary(state: State, pod: Pod | undefined, room: number): Line {
  if (!pod) return [span('–', styleOf('muted'))];
  const matrix = volumesOf(state, pod);
  const { rows } = matrix;
  if (rows.length === 0) return [span('no volumes', styleOf('muted'))];
  const equation = sharingEquations(pod, matrix)[0];
  const shared = rows.filter((volume) => volume.shared);
  if (shared.length === 0)
    return [span(rows.map(({ name, source }) => `${name} ${source.text}`).join('   '))];
  const equal = cutMiddle(span(equation ?? '').text, room - 2);
  const names = cutEnd(
    span(shared.map(({ name }) => name).join(', ')).text,
    Math.max(0, room - 4 - displayWidth(equal)),
  );
  return [span('⇄ ', styleOf('shared', BOLD)), span(names === '' ? equal : `${names}  ${equal}`)];
}
