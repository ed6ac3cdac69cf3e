import { humanDuration } from '../../model/ages.ts';
import { type ContainerView, containersOf } from '../../model/pod/containers.ts';
import { grouped } from '../../model/text/grouped.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { type ContainerUsage, type PodUsage, usageOfContainer } from '../../model/usage/pod-usage.ts';
import { boundsOf, boundsText } from '../../model/usage/usage-course.ts';
import {
  cpuText,
  gaugeText,
  memoryText,
  NO_SAMPLE,
  NOTHING_RUNS,
  percentOf,
  sparkText,
} from '../../model/usage/usage-texts.ts';
import { lists } from '../../store/selectors/lists.ts';
import { selectionOfContainer } from '../../store/selectors/selected/selection.ts';
import { isDeleted, selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { isMeasuredNow, usageAble, usageFeedsOf, usageNow } from '../../store/selectors/fares/usage.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  type Body,
  cell,
  type Cell,
  type Column,
  type Growth,
  row,
  type Row,
  span,
} from '../../view/block.ts';
import { styleOf, type Tone } from '../../view/frame.ts';
import { TYPE_LETTERS } from '../../view/glyphs.ts';
import { messageBody } from '../../view/text/message-body.ts';
import type { Command } from '../../commands/command.ts';
import { definePane } from '../define-pane.ts';
import { podNote } from '../parts/no-pod.ts';
import { podView } from '../parts/pod-view.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { inSlot } from '../parts/walking.ts';
import { usageCharts } from './usage-charts.ts';

const ID = 'usage';

const COLUMNS: readonly Column[] = [
  { id: 'type', title: 'T', least: 1, fixed: true },
  { id: 'name', title: 'NAME', least: 8, fixed: true },
  { id: 'cpu', title: 'CPU', least: 5, align: 'right' },
  { id: 'cpu-gauge', title: 'OF LIMIT', brief: '%', least: 4 },
  { id: 'cpu-bounds', title: 'REQUEST/LIMIT', brief: 'REQ/LIM', least: 7 },
  { id: 'cpu-past', title: 'CPU BEFORE', brief: 'CPU PAST', least: 8 },
  { id: 'memory', title: 'MEM', least: 6, align: 'right' },
  { id: 'memory-gauge', title: 'OF LIMIT', brief: '%', least: 4 },
  { id: 'memory-bounds', title: 'REQUEST/LIMIT', brief: 'REQ/LIM', least: 7 },
  { id: 'memory-past', title: 'MEM BEFORE', brief: 'MEM PAST', least: 8 },
];
const LEAVES: readonly string[] = ['cpu-past', 'memory-past', 'cpu-bounds', 'memory-bounds', 'cpu-gauge'];
const GROWS: readonly Growth[] = [
  ...['name', 'cpu', 'memory', 'cpu-gauge', 'memory-gauge', 'cpu-bounds', 'memory-bounds'],
  ...['cpu-past', 'memory-past'],
].map((column) => ({ column }));

const open: Command = {
  id: ID,
  keys: ['U'],
  title: 'usage: CPU and memory over time',
  scope: 'global',
  group: 'What is selected',
  run: () => inSlot(4, ID),
};

export const usagePane = definePane({
  id: ID,
  title: 'Usage',
  slot: 4,
  tall: true,
  needs: (state) => [...lists(state, 'pods'), ...usageFeedsOf(state, selectedPod(state))],
  list: (state) => {
    const pod = selectedPod(state);
    const containers = pod ? containersOf(pod) : [];
    return {
      model: rowsModel(containers, ({ name }) => name),
      cursor: chosenIn(state, containers)?.name,
      select: (name) => ({
        ...state.look.place.selection,
        ...selectionOfContainer(pod?.metadata.uid ?? '', name),
      }),
    };
  },
  view: podView({ note: podNote, summary, body }),
  commands: [open],
});

/** The chosen container, else the first, as in Containers. */
const chosenIn = (state: State, containers: readonly ContainerView[]): ContainerView | undefined =>
  containers.find(({ name }) => name === state.look.place.selection.container) ?? containers[0];

function body(state: State, pod: Pod): Body {
  const containers = containersOf(pod);
  const isOver = !isMeasuredNow(state, pod);
  if (isOver && !state.cluster.usage.has(pod.metadata.uid)) return messageBody('muted', NOTHING_RUNS);
  const able = isOver || usageAble(state, pod);
  const usage = usageNow(state, pod);
  if (!usage && able === undefined) return messageBody('progress', '◐ loading …');
  if (!usage && typeof able === 'string') return messageBody('waiting', `◌ ${able}`);
  const chosen = chosenIn(state, containers);
  const told = [[span(footText(state, pod, usage, able), styleOf('muted'))]];
  return {
    type: 'table',
    list: [ID, pod.metadata.uid].join(' '),
    columns: COLUMNS,
    count: containers.length,
    row: (index) => containerRow(state, pod, containers[index], usage),
    cursor: containers.findIndex((container) => container === chosen),
    leaves: LEAVES,
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: false,
    charts: chosen ? usageCharts(state, pod, containers, chosen) : [],
    ...(isOver ? { told, foot: [] } : { foot: told }),
  };
}

function footText(
  state: State,
  pod: Pod,
  usage: PodUsage | undefined,
  able: true | string | undefined,
): string {
  if (typeof able === 'string') return able;
  if (!usage) return NO_SAMPLE;
  const samples = state.cluster.usage.get(pod.metadata.uid)?.length ?? 0;
  if (!isMeasuredNow(state, pod)) return pastText(state, pod, usage, samples);
  return samples < 2 ? 'charts begin with the second sample' : `${grouped(samples)} samples`;
}

/** Of what is measured no more. */
function pastText(state: State, { metadata }: Pod, { at }: PodUsage, samples: number): string {
  const why = isDeleted(state, metadata.uid) ? 'the Pod is deleted' : 'no container runs';
  return `${why}: measured last ${humanDuration(state.look.now - at)} ago · ${grouped(samples)} ${samples === 1 ? 'sample' : 'samples'}`;
}

function containerRow(
  state: State,
  pod: Pod,
  container: ContainerView | undefined,
  usage: PodUsage | undefined,
): Row {
  if (!container) return row('', []);
  const used = usageOfContainer(usage, container);
  const history = state.cluster.usage.get(pod.metadata.uid) ?? [];
  const cells = (of: keyof ContainerUsage, text: (amount: number | undefined) => string): Cell[] => {
    const { limit } = boundsOf(container, of);
    const past = history.map(({ containers }) => containers.get(container.name)?.[of]);
    const share = percentOf(used?.[of], limit);
    return [
      known(text(used?.[of])),
      cell(gaugeText(share), styleOf(toneOf(share)), {
        counts: '',
        short: share === undefined ? '–' : `${share}%`,
      }),
      known(boundsText(container, of)),
      cell(sparkText(past, SPARKS), styleOf('muted'), { counts: '', short: sparkText(past, FEW_SPARKS) }),
    ];
  };
  return row(container.name, [
    cell(TYPE_LETTERS[container.type], styleOf('muted')),
    cell(container.name),
    ...cells('cpu', cpuText),
    ...cells('memory', memoryText),
  ]);
}

const SPARKS = 16;
const FEW_SPARKS = 8;

const known = (text: string): Cell => cell(text, styleOf(text === '–' ? 'muted' : 'plain'), { counts: '' });

/** From here on a limit is near: CPU is throttled, and memory is killed. */
const NEAR = 90;

const toneOf = (share: number | undefined): Tone =>
  share === undefined ? 'muted' : share >= NEAR ? 'failing' : 'well';

function summary(state: State, pod: Pod): string {
  const usage = usageNow(state, pod);
  const texts = containersOf(pod).flatMap((container) => {
    const used = usageOfContainer(usage, container);
    return used ? [`${container.name} ${cpuText(used.cpu)} ${memoryText(used.memory)}`] : [];
  });
  return texts.length === 0 ? '–' : texts.join('   ');
}
