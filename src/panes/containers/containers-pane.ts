import { portGists } from '../../model/pod/port-gists.ts';
import { countGists } from '../../model/text/grouped.ts';
import { type ContainerView, containersOf, stateText } from '../../model/pod/containers.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { reasonGists } from '../../model/pod/reason-gist.ts';
import { exitGists } from '../../model/pod/exits.ts';
import { type ContainerUsage, type PodUsage, usageOfContainer } from '../../model/usage/pod-usage.ts';
import { cpuText, memoryText, ofLimit, percentOf } from '../../model/usage/usage-texts.ts';
import { boundsOf } from '../../model/usage/usage-course.ts';
import { lists } from '../../store/selectors/lists.ts';
import { selectionOfContainer } from '../../store/selectors/selected/selection.ts';
import { selectedPod, timeOf } from '../../store/selectors/selected/selected-pod.ts';
import { usageFeedsOf, usageNow } from '../../store/selectors/fares/usage.ts';
import { type Marks, marksIn } from '../../store/selectors/selected/marks.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  type Body,
  type Cell,
  cell,
  type Column,
  type Growth,
  type Line,
  type Row,
  row,
  span,
  type TableBody,
} from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { TYPE_LETTERS } from '../../view/glyphs.ts';
import { definePane } from '../define-pane.ts';
import { glyph, healthStyle } from '../../view/health-style.ts';
import { type From, keptRow, rowsOf } from '../parts/kept-rows.ts';
import { narrowedNote, narrowing } from '../parts/narrowing.ts';
import { noMatch } from '../parts/nothing-text.ts';
import { noPodBody, podNote } from '../parts/no-pod.ts';
import { openSelected } from '../parts/open-selected.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { emptyBody, isLoading } from '../parts/status.ts';
import { containersLine } from './containers-line.ts';

const ID = 'containers';

const LEAST = { memory: 7, cpu: 6 } as const;

const COLUMNS: readonly Column[] = [
  { id: 'type', title: 'T', least: 1, fixed: true },
  { id: 'name', title: 'NAME', least: 8, fixed: true },
  { id: 'ready', title: 'READY', brief: 'RDY', least: 3 },
  // `running 59m59s`
  { id: 'state', title: 'STATE', least: 14, cut: 'words' },
  { id: 'last', title: 'LAST EXIT', brief: 'LAST', least: 4 },
  { id: 'restarts', title: 'RESTARTS', brief: 'RST', least: 3 },
  { id: 'memory', title: 'MEM/LIMIT', brief: 'MEM', least: LEAST.memory },
  { id: 'cpu', title: 'CPU/LIMIT', brief: 'CPU', least: LEAST.cpu },
  { id: 'probes', title: 'PROBES', least: 6 },
  { id: 'image', title: 'IMAGE', least: 8 },
  { id: 'ports', title: 'PORTS', least: 8 },
];

/** What is left says how each container is and how it ended: that is what one looks for. */
const LEAVES: readonly string[] = ['ports', 'probes', 'image', 'cpu', 'memory'];

/** Where nothing ended and nothing was started again, its absence tells that as well: what image runs is asked more often. */
function muteIn(containers: readonly ContainerView[]): NonNullable<TableBody['mute']> {
  const columns = [
    ...(containers.every(({ lastExit }) => lastExit === '–') ? ['last'] : []),
    ...(containers.every(({ restarts = 0 }) => restarts === 0) ? ['restarts'] : []),
  ];
  return { columns, for: 'image' };
}

const GROWS: readonly Growth[] = [
  { column: 'restarts' },
  { column: 'name', to: 11 },
  { column: 'state', to: 16 },
  { column: 'last', to: 13 },
  { column: 'name' },
  { column: 'state' },
  { column: 'last' },
  { column: 'ready' },
  { column: 'memory' },
  { column: 'cpu' },
  { column: 'probes' },
  { column: 'image', to: 16 },
  { column: 'ports', to: 16 },
  { column: 'image' },
];

export const containersPane = definePane({
  id: ID,
  title: 'Containers',
  slot: 3,
  needs: (state) => [...lists(state, 'pods'), ...usageFeedsOf(state, selectedPod(state))],
  filters: true,
  list: (state) => {
    const pod = selectedPod(state);
    const containers = pod ? shown(state, containersOf(pod)) : [];
    return {
      model: rowsModel(containers, ({ name }) => name),
      cursor: state.look.place.selection.container ?? containers[0]?.name,
      select: (name) => ({
        ...state.look.place.selection,
        ...selectionOfContainer(pod?.metadata.uid ?? '', name),
      }),
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
  commands: [openSelected(ID, 'container')],
});

/** The containers that the filter keeps, by what one sees of them. */
const shown = narrowing<ContainerView>(ID, ({ type, name, state, lastExit, image, ports }) => [
  name,
  type,
  state.text,
  lastExit,
  image,
  ...ports,
]);

function note(state: State, pod: Pod | undefined): string {
  const all = pod ? containersOf(pod) : [];
  const narrowed = narrowedNote(state, ID, shown(state, all).length, all.length);
  return [podNote(state, pod), narrowed].filter(Boolean).join(' · ');
}

function body(state: State, pod: Pod): Body {
  const containers = shown(state, containersOf(pod));
  if (containers.length === 0 && paneState(state, ID).filter !== '')
    return emptyBody(state, ['pods'], noMatch(state, ID, 'no container'));
  const marked = marksIn(state, pod).container;
  const { container } = state.look.place.selection;
  const usage = usageNow(state, pod);
  const time = timeOf(state, pod);
  return {
    type: 'table',
    list: [ID, pod.metadata.uid].join(' '),
    columns: COLUMNS,
    count: containers.length,
    row: (index) => containerRow(state, containers[index], marked, usage, time),
    cursor: container === undefined ? 0 : containers.findIndex(({ name }) => name === container),
    leaves: LEAVES,
    steady: true,
    mute: muteIn(containers),
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: isLoading(state, ['pods']),
    foot: [],
  };
}

const ROWS = rowsOf();

function containerRow(
  state: State,
  container: ContainerView | undefined,
  marked: Marks['container'],
  usage: PodUsage | undefined,
  time: number,
): Row {
  if (!container) return row('', []);
  const { name } = container;
  const used = usageOfContainer(usage, container);
  const isMarked = marked(name);
  const from: From = {
    asked: [container, time, isMarked, used?.cpu, used?.memory],
    heard: () => [],
  };
  const make = () => ({ cells: containerCells(container, used, time), marked: isMarked });
  return keptRow(state, ROWS, name, from, make);
}

function containerCells(
  container: ContainerView,
  used: ContainerUsage | undefined,
  time: number,
): readonly Cell[] {
  const { type, name, state: now, lastExit, restarts, probes, image, ports, health } = container;
  const known = (text: string) => cell(text, styleOf(text === '–' ? 'muted' : 'plain'));
  const told = stateText(now, time);
  const short = told.replace(/^waiting: /, '');
  return [
    cell(TYPE_LETTERS[type], styleOf('muted')),
    cell(name),
    cell(readyText(container), styleOf('plain'), { lead: [glyph(health)], counts: health }),
    cell(told, healthStyle(health), { counts: now.text, short, gists: reasonGists(short) }),
    cell(lastExit, styleOf(lastExit === '–' ? 'muted' : 'failing'), { gists: exitGists(lastExit) }),
    restarts === undefined
      ? known('–')
      : cell(String(restarts), styleOf('plain'), { gists: countGists(restarts) }),
    usageCell(container, 'memory', used),
    usageCell(container, 'cpu', used),
    known(probes === '' ? '–' : probes),
    cell(image),
    ports.length === 0 ? known('–') : cell(ports.join(', '), styleOf('plain'), { gists: portGists(ports) }),
  ];
}

/** What is used now, of its limit. It changes with every sample: that is no news. */
function usageCell(
  container: ContainerView,
  of: keyof ContainerUsage,
  used: ContainerUsage | undefined,
): Cell {
  const text = of === 'cpu' ? cpuText(used?.cpu) : memoryText(used?.memory);
  const limit = container.limits[of];
  const whole = ofLimit(text, limit);
  const share = percentOf(used?.[of], boundsOf(container, of).limit);
  // Cut in the middle, amounts would read as others.
  const short = whole.length <= LEAST[of] || share === undefined ? whole : `${share}%`;
  return cell(whole, styleOf(used?.[of] === undefined ? 'muted' : 'plain'), {
    short,
    counts: '',
  });
}

/** READY is the glyph; a container that runs but has not passed its startup probe says so. */
function readyText({ state, started }: ContainerView): string {
  return state.kind === 'running' && started === false ? ' starting' : '';
}

function summary(state: State, pod: Pod | undefined, room: number): Line {
  if (!pod) return [span('–', styleOf('muted'))];
  return containersLine(shown(state, containersOf(pod)), timeOf(state, pod), room);
}
