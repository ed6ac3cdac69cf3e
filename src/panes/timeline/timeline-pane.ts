import { type Command, remark } from '../../commands/command.ts';
import { ofPod } from '../../commands/of-pod.ts';
import { forgottenText, type TimelineRow } from '../../model/events/timeline.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { deniedText } from '../../model/refusal.ts';
import { eventsFeeds, eventsStanding } from '../../store/selectors/fares/events.ts';
import { ownerInQuestion } from '../../store/selectors/fares/in-question.ts';
import { lists } from '../../store/selectors/lists.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { tellsOthers, timeline, withOthers } from '../../store/selectors/fares/timeline.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { GLYPHS } from '../../view/glyphs.ts';
import { definePane } from '../define-pane.ts';
import { narrowedNote, narrowing } from '../parts/narrowing.ts';
import { noMatch } from '../parts/nothing-text.ts';
import { podNote } from '../parts/no-pod.ts';
import { podView } from '../parts/pod-view.ts';
import { openSelected } from '../parts/open-selected.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { emptyBody } from '../parts/status.ts';
import { inSlot } from '../parts/walking.ts';
import { COLUMNS, GROWS, LEAVES, textsOf, timelineRow } from './rows.ts';

const ID = 'timeline';

const open: Command = {
  id: ID,
  keys: ['E'],
  title: 'timeline: what happened to it, in order',
  scope: 'global',
  group: 'What is selected',
  run: () => inSlot(4, ID),
};

const owners: Command = {
  id: `${ID}-owners`,
  keys: ['o'],
  title: 'what happened to its owners and claims too',
  hint: 'owners',
  scope: `pane:${ID}`,
  ...ofPod((_, { state }) => [
    { type: 'own', of: ID, action: !tellsOthers(state) },
    ...remark(tellsOthers(state) ? 'the Pod alone' : 'the Pod, its owners and its claims'),
  ]),
};

export const timelinePane = definePane({
  id: ID,
  title: 'Timeline',
  slot: 4,
  tall: true,
  keeps: [withOthers],
  needs: (state) => [...lists(state, 'pods'), ...eventsFeeds(state)],
  filters: true,
  list: (state) => {
    const pod = selectedPod(state);
    const rows = pod ? shown(state, timeline(state, pod)) : [];
    return {
      model: rowsModel(rows, ({ key }) => key),
      cursor: cursorOf(state, rows),
      select: (happening) => ({
        ...state.look.place.selection,
        pod: pod?.metadata.uid ?? null,
        happening,
      }),
    };
  },
  view: podView({ note, summary, body: bodyOf }),
  commands: [open, owners, openSelected(ID, 'happening')],
});

const shown = narrowing<TimelineRow>(ID, textsOf);

/** The chosen happening, else the newest. */
function cursorOf(state: State, rows: readonly TimelineRow[]): string | undefined {
  const { happening } = state.look.place.selection;
  return rows.find(({ key }) => key === happening)?.key ?? rows[0]?.key;
}

function note(state: State, pod: Pod): string {
  const all = timeline(state, pod);
  const narrowed = narrowedNote(state, ID, shown(state, all).length, all.length);
  const whose = `${ownerInQuestion(state) ? 'its Pod ' : ''}${podNote(state, pod)}`;
  return [whose, tellsOthers(state) ? 'and owners' : '', narrowed].filter(Boolean).join(' · ');
}

function bodyOf(state: State, pod: Pod): Body {
  const rows = shown(state, timeline(state, pod));
  if (rows.length === 0) return emptyBody(state, ['pods'], noMatch(state, ID, 'nothing'));
  const cursor = cursorOf(state, rows);
  const { now } = state.look;
  const head = unknown(state, pod);
  return {
    type: 'table',
    ...(head && { head }),
    list: [ID, pod.metadata.uid].join(' '),
    columns: COLUMNS,
    count: rows.length,
    row: (index) => timelineRow(rows[index] ?? { key: '', gap: '' }, now),
    cursor: rows.findIndex(({ key }) => key === cursor),
    leaves: LEAVES,
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: eventsStanding(state, pod)?.complete !== true,
    foot: [],
  };
}

/** What is not known of the past, and why; undefined where nothing is. */
function unknown(state: State, pod: Pod): Line | undefined {
  const { complete = false, connection, failure } = eventsStanding(state, pod) ?? {};
  const why = failure?.message ?? 'no reason is given';
  if (connection === 'failed') {
    const text =
      failure?.code === 403
        ? deniedText(`list events in namespace ${pod.metadata.namespace}`, failure)
        : `events could not be read: ${why}`;
    return [span(`${GLYPHS.failing} ${text}`, styleOf('failing'))];
  }
  if (connection === 'stale')
    return [span(`${GLYPHS.progress} events are not live: ${why}`, styleOf('progress'))];
  if (!complete) return [span(`${GLYPHS.progress} events: loading …`, styleOf('progress'))];
  const forgotten = forgottenText(pod, state.look.now);
  return forgotten === undefined ? undefined : [span(`${forgotten}, what podscope saw`, styleOf('muted'))];
}

/** `12s ago Unhealthy: Readiness probe failed …` */
function summary(state: State, pod: Pod): string {
  const [newest] = timeline(state, pod);
  return newest && !('gap' in newest)
    ? [newest.who, newest.what, newest.text].filter(Boolean).join(' ')
    : '–';
}
