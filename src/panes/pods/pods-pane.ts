import { podscopeCommand } from '../../model/text/command-place.ts';
import { age } from '../../model/ages.ts';
import { countGists, grouped } from '../../model/text/grouped.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { reasonGists } from '../../model/pod/reason-gist.ts';
import { podSummary, restartsText } from '../../model/pod/pod-status.ts';
import { usageOfPod } from '../../model/usage/pod-usage.ts';
import { cpuText, memoryText } from '../../model/usage/usage-texts.ts';
import { ableToExec } from '../../store/selectors/able-to.ts';
import { commandPlace } from '../../store/selectors/command-place.ts';
import { podCounts } from '../../store/selectors/pods/counts.ts';
import { usageFeeds, usageNow } from '../../store/selectors/fares/usage.ts';
import { lists, standingOf } from '../../store/selectors/lists.ts';
import { allMarked, keptMarks, markedPods, marksOf } from '../../store/selectors/pods/marked-pods.ts';
import { type PodList, podList } from '../../store/selectors/pods/pod-list.ts';
import { healthByTime, healthOf } from '../../store/selectors/pods/pod-health.ts';
import { selectionOfPod } from '../../store/selectors/selected/selection.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  type Body,
  cell,
  type Cell,
  type Line,
  type MessageBody,
  type Row,
  row,
  span,
} from '../../view/block.ts';
import { type Style, styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { glyph, healthStyle } from '../../view/health-style.ts';
import { type From, keptIn, rowsOf } from '../parts/kept-rows.ts';
import { deniedLines, emptyList, isLoading, statusNote } from '../parts/status.ts';
import { emptyText } from './empty-text.ts';
import { scopeText } from './scope-text.ts';
import { orderText } from './order-text.ts';
import { columnsOf, GROWS, leavesBut, USAGE_AT } from './pod-columns.ts';
import { podKeys } from './pod-keys.ts';

const ID = 'pods';

export const podsPane = definePane({
  id: ID,
  title: 'Pods',
  slot: 2,
  keeps: [keptMarks],
  needs: (state) => [...lists(state, 'pods'), ...(state.look.wide ? usageFeeds(state) : [])],
  filters: true,
  sorts: ['name', 'age', 'status', 'restarts', 'node'],
  list: (state) => {
    const { count, at, indexOf } = podList(state);
    return {
      model: { count, keyAt: (index) => at(index)?.metadata.uid ?? '', indexOf },
      cursor: selectedPod(state)?.metadata.uid,
      select: selectionOfPod,
    };
  },
  view: (state) => ({ note: note(state), summary: () => summary(state), body: body(state) }),
  commands: podKeys,
});

function body(state: State): Body {
  const listed = podList(state);
  const { count, at, indexOf } = listed;
  if (count === 0) return nothingListed(state);
  const selected = selectedPod(state)?.metadata.uid;
  const all = state.look.place.namespace === undefined;
  const drawn = drawnIn(state, all, listed);
  return {
    type: 'table',
    list: listName(state),
    columns: columnsOf(state.look.wide, all),
    count,
    row: (index) => drawn(at(index)),
    cursor: selected === undefined ? -1 : indexOf(selected),
    leaves: leavesBut(paneState(state, ID).sort.by),
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: isLoading(state, ['pods']),
    told: deniedLines(state, ['pods']),
    foot: [],
  };
}

/** Who may list none may get one all the same, which commands ask for alone. */
function nothingListed(state: State): MessageBody {
  const told = emptyList(state, ['pods'], emptyText(state));
  const { connection, complete, failure } = standingOf(state, 'pods');
  const { namespace } = state.look.place;
  if (connection !== 'failed' || complete || failure?.code !== 403 || namespace === undefined) return told;
  const one = podscopeCommand(['pod', 'NAME'], commandPlace(state, namespace));
  const entering = ableToExec(state, namespace) === true ? 'exec, ps, ' : '';
  const way = `a Pod by its name: \`${one}\`; also logs, ${entering}tree, explain`;
  return { ...told, lines: [...told.lines, [span(way, styleOf('muted'))]] };
}

/** Names what is listed: where it is something else, columns may be narrower. */
function listName(state: State): string {
  const { namespace = '*', scope } = state.look.place;
  const { filter } = paneState(state, ID);
  return [state.cluster.context, namespace, scope?.key, state.look.notWellOnly, filter].join(' ');
}

const ROWS = rowsOf();

/** How Pods are drawn: what is the same for all rows of a frame is asked once. */
function drawnIn(state: State, withNamespace: boolean, list: PodList): (pod: Pod | undefined) => Row {
  const { now, wide } = state.look;
  const byTime = healthByTime(state);
  const marks = marksOf(state);
  const kept = keptIn(state, ROWS);
  return (pod) => {
    if (!pod) return row('', []);
    const { uid } = pod.metadata;
    const marked = marks.has(uid);
    const from: From = {
      asked: [pod, now, wide, withNamespace, list.runsBesides(uid), marked],
      heard: () => (wide ? [byTime.get(uid), usageNow(state, pod)] : [byTime.get(uid)]),
    };
    return kept(uid, from, () => ({
      cells: podCells(state, pod, withNamespace, list),
      marked: marked && 'by hand',
    }));
  };
}

function podCells(state: State, pod: Pod, withNamespace: boolean, list: PodList): readonly Cell[] {
  const summary = podSummary(pod);
  const { health, notWell } = healthOf(state, pod);
  const cells: Cell[] = [
    cell(nameOf(pod, list), styleOf('plain'), { lead: [glyph(health), span(' ')] }),
    cell(summary.ready, notWell ? healthStyle(health) : styleOf('plain')),
    cell(summary.status, healthStyle(health), { gists: reasonGists(summary.status) }),
    cell(restartsText(summary, state.look.now), styleOf('plain'), {
      short: String(summary.restarts),
      gists: countGists(summary.restarts),
      counts: String(summary.restarts),
    }),
    cell(age(pod.metadata.creationTimestamp, state.look.now), styleOf('muted'), { counts: '' }),
    cell(summary.hostNetwork ? `${summary.ip} ⌂` : summary.ip, known(summary.ip)),
    cell(summary.node, known(summary.node)),
    cell(summary.nominatedNode, known(summary.nominatedNode)),
    cell(summary.readinessGates, known(summary.readinessGates)),
  ];
  if (state.look.wide) cells.splice(USAGE_AT, 0, ...usageCells(state, pod));
  if (withNamespace) cells.unshift(cell(pod.metadata.namespace ?? '', styleOf('muted')));
  return cells;
}

/** What its containers use together. It changes with every sample: that is no news. */
function usageCells(state: State, pod: Pod): readonly Cell[] {
  const used = usageOfPod(usageNow(state, pod), pod);
  return [cpuText(used?.cpu), memoryText(used?.memory)].map((text) =>
    cell(text, styleOf(text === '–' ? 'muted' : 'plain'), { counts: '' }),
  );
}

/** With how many more failed runs of its Job or CronJob it stands for: Enter on that in Ownership lists them. */
function nameOf({ metadata: { name, uid } }: Pod, list: PodList): string {
  const others = list.runsBesides(uid);
  return others === 0 ? name : `${name} (+${grouped(others)} run${others === 1 ? '' : 's'})`;
}

const known = (text: string): Style => styleOf(text === '<none>' ? 'muted' : 'plain');

function note(state: State): string {
  const listed = podList(state).standsFor;
  const { sort, filter } = paneState(state, ID);
  const total = podCounts(state).pods;
  const narrowed = [
    markedText(state),
    listed !== total && `${grouped(listed)} of ${grouped(total)}`,
    scopeText(state),
    filter && `/${filter}`,
    state.look.notWellOnly && 'not well',
    orderText(sort, state.look.place.namespace === undefined),
    statusNote(state, 'pods'),
  ];
  return narrowed.filter(Boolean).join(' · ');
}

/** `2 marked`, `2 marked, 1 shown`: what is not in the list is not acted upon. */
function markedText(state: State): string {
  const all = allMarked(state).length;
  const shown = markedPods(state).length;
  if (all === 0) return '';
  return `${grouped(all)} marked${shown === all ? '' : `, ${shown === 0 ? 'none' : grouped(shown)} shown`}`;
}

function summary(state: State): Line {
  const pod = selectedPod(state);
  if (!pod) return [span('no Pod is selected', styleOf('muted'))];
  const { ready, status, ip, node } = podSummary(pod);
  const { health } = healthOf(state, pod);
  return [
    glyph(health),
    span(` ${pod.metadata.name}  ${ready}  `),
    span(status, healthStyle(health)),
    span(`  ${ip}  ${node}`, styleOf('muted')),
  ];
}
