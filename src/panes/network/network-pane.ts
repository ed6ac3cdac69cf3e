import { aliveIn } from '../../model/health/dangers.ts';
import { placeLine } from '../../model/network/network-lines.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { madeOnce } from '../../store/kept.ts';
import { lists } from '../../store/selectors/lists.ts';
import { type Marks, marksIn } from '../../store/selectors/selected/marks.ts';
import { networkFeeds, networkOf } from '../../store/selectors/anatomy/network.ts';
import { askedOf, walkFeeds, walkNumber, walks } from '../../store/selectors/anatomy/walk.ts';
import { selectionOfPort } from '../../store/selectors/selected/selection.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { paneState, type State } from '../../store/state.ts';
import { acrossRow, type Body, row, span, type Row } from '../../view/block.ts';
import { definePane } from '../define-pane.ts';
import { narrowedNote, narrowing } from '../parts/narrowing.ts';
import { noMatch } from '../parts/nothing-text.ts';
import { podNote } from '../parts/no-pod.ts';
import { podView } from '../parts/pod-view.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { emptyBody } from '../parts/status.ts';
import { inSlot, walkCommands, walkedNote } from '../parts/walking.ts';
import { networkLines } from './lines.ts';
import { COLUMNS, declaredText, GROWS, listeningText, portRow } from './port-row.ts';
import type { NetworkLine } from './sections.ts';

export const ID = 'network';

export const networkPane = definePane({
  id: ID,
  title: 'Network',
  slot: 4,
  tall: true,
  keeps: [walks],
  needs: (state) => {
    const pod = selectedPod(state);
    return [...lists(state, 'pods'), ...(pod ? networkFeeds(pod) : []), ...walkFeeds(state, pod)];
  },
  filters: true,
  list: (state) => {
    const pod = selectedPod(state);
    const lines = pod ? shown(state, linesOf(state, pod)) : [];
    return {
      model: rowsModel(lines, ({ key }) => key),
      cursor: cursorOf(state, lines),
      select: (key) => ({
        ...state.look.place.selection,
        ...selectionOfPort(pod?.metadata.uid ?? '', key),
      }),
    };
  },
  view: podView({ note, summary, body: bodyOf }),
  commands: walkCommands({
    id: ID,
    key: 'W',
    opens: inSlot(4, ID),
    title: 'network: who listens, which Services',
  }),
});

const shown = narrowing<NetworkLine>(ID, ({ texts }) => texts);

const LINES = madeOnce<readonly NetworkLine[]>();

/** Made once for what was heard of the cluster and of the walk: naming who is connected looks at all Pods. */
function linesOf(state: State, pod: Pod): readonly NetworkLine[] {
  const from = [pod, state.cluster, askedOf(state, pod)];
  return state.cluster.kept.once(LINES, from, () => networkLines(state, pod, networkOf(state, pod)));
}

/** The chosen line, else the first port of the chosen container. */
function cursorOf(state: State, lines: readonly NetworkLine[]): string | undefined {
  const { port } = state.look.place.selection;
  return lines.find(({ key }) => key === port)?.key ?? lines[0]?.key;
}

function note(state: State, pod: Pod): string {
  const all = linesOf(state, pod);
  const narrowed = narrowedNote(state, ID, shown(state, all).length, all.length);
  return [podNote(state, pod), walkedNote(state, pod), narrowed].filter(Boolean).join(' · ');
}

function bodyOf(state: State, pod: Pod): Body {
  const lines = shown(state, linesOf(state, pod));
  if (lines.length === 0) return emptyBody(state, ['pods'], noMatch(state, ID, 'nothing'));
  const cursor = cursorOf(state, lines);
  const marked = marksIn(state, pod).port;
  return {
    type: 'table',
    // Another walk may say less: its columns are as wide as it is.
    list: [ID, pod.metadata.uid, walkNumber(state, pod)].join(' '),
    head: placeLine(networkOf(state, pod).names, aliveIn(pod)).map((text) => span(text)),
    columns: COLUMNS,
    count: lines.length,
    row: (index) => lineRow(lines[index], marked),
    cursor: lines.findIndex(({ key }) => key === cursor),
    leaves: [],
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: false,
    foot: [],
  };
}

function lineRow(line: NetworkLine | undefined, marked: Marks['port']): Row {
  if (!line) return row('', []);
  if (line.port) return portRow(line.port, marked(line.port.key));
  return { ...acrossRow(line.key, line.across ?? []), ends: true };
}

/** `10.244.0.91   80/TCP nginx (20)   9100/TCP nobody` */
function summary(state: State, pod: Pod): string {
  const { names, ports } = networkOf(state, pod);
  const texts = ports.map(({ key, declared, listener }) => {
    const listening = listeningText(listener, declared);
    return `${key} ${listening === '–' ? declaredText(declared) : listening}`;
  });
  return [names.ips[0] ?? '–', ...texts].join('   ');
}
