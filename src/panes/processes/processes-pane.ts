import { say } from '../../commands/command.ts';
import type { Pod } from '../../model/objects.ts';
import type { Derived } from '../../store/kept.ts';
import { lists } from '../../store/selectors/lists.ts';
import { selectedPod, selectionOfContainer } from '../../store/selectors/selection.ts';
import { askAgain, askedOf, seenOf, walkFeeds, walks } from '../../store/selectors/walk.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, row, span } from '../../view/block.ts';
import { messageBody } from '../../view/message-body.ts';
import { styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { noPodBody, podNote } from '../parts/no-pod.ts';
import { rowsModel } from '../parts/rows-model.ts';
import { walkable, walkCommands, walkedNote, whyNotWalked } from '../parts/walking.ts';
import { COLUMNS, GROWS, LEAVES, type ProcessLine, processLines, processRow } from './rows.ts';

const ID = 'processes';
const TAB = { slot: 3, pane: ID } as const;

export const processesPane = definePane({
  id: ID,
  title: 'Processes',
  slot: 3,
  tall: true,
  keeps: [walks],
  needs: (state) => [...lists(state, 'pods'), ...walkFeeds(state, selectedPod(state))],
  list: (state) => {
    const pod = selectedPod(state);
    const { lines } = madeOf(state);
    const { container, process } = state.look.place.selection;
    const chosen = `${container ?? ''}/${process ?? ''}`;
    const cursor =
      lines.find(({ key }) => key === chosen) ?? lines.find(({ group }) => group.name === container);
    return {
      model: rowsModel(lines, ({ key }) => key),
      cursor: cursor?.key ?? lines[0]?.key,
      select: (key) => {
        const line = lines.find((one) => one.key === key);
        const before = state.look.place.selection;
        // Pause is no container that the other panes know.
        if (!line || line.group.type === 'pause') return { ...before, process: line?.row?.process.pid ?? 0 };
        const chosenNow = { ...before, ...selectionOfContainer(pod?.metadata.uid ?? '', line.group.name) };
        return { ...chosenNow, process: line.row?.process.pid ?? 0 };
      },
    };
  },
  view: (state) => {
    const pod = selectedPod(state);
    const body = pod ? bodyOf(state, pod) : noPodBody(state);
    return {
      note: [podNote(state, pod), walkedNote(state, pod)].filter(Boolean).join(' · '),
      summary: () => [span(summary(state), styleOf('muted'))],
      body,
    };
  },
  commands: [
    ...walkCommands({ id: ID, key: 'P', opens: [{ type: 'peek', ...TAB }], title: 'processes of the Pod' }),
    {
      id: 'walk-every',
      keys: ['f'],
      title: 'walk /proc every five seconds, or no more',
      hint: 'follow',
      scope: `pane:${ID}`,
      when: walkable,
      run: ({ state }) => {
        const pod = selectedPod(state);
        return pod ? [askAgain(state, pod, TAB)] : [say('no Pod is selected')];
      },
    },
  ],
});

interface Made {
  /** What it follows from. */
  readonly from: readonly unknown[];
  readonly lines: readonly ProcessLine[];
  /** The walk before, by the keys of its lines. */
  readonly before: ReadonlyMap<string, ProcessLine>;
}

const NONE: Made = { from: [], lines: [], before: new Map() };
const MADE: Derived<Made> = { initial: NONE };

/** Made once for a Pod and its walks: a walk may bring thousands, and every frame asks. */
function madeOf(state: State): Made {
  const pod = selectedPod(state);
  const seen = seenOf(state, pod);
  if (!pod || !seen) return NONE;
  const from = [pod, seen.walks, seen.before];
  return state.cluster.kept.next(MADE, (last) => {
    if (from.every((value, index) => value === last.from[index])) return last;
    const before = processLines(pod, seen.before ?? new Map());
    return {
      from,
      lines: processLines(pod, seen.walks),
      before: new Map(seen.before ? before.map((line) => [line.key, line]) : []),
    };
  });
}

function bodyOf(state: State, pod: Pod): Body {
  const asked = askedOf(state, pod);
  const why = whyNotWalked(state, pod);
  if (why !== undefined && !asked) return messageBody('muted', why);
  if (!asked)
    return messageBody('plain', 'ctrl-r walks /proc in its containers', [
      'each walk is an exec, which clusters audit: so it is made when you ask',
    ]);
  if (!seenOf(state, pod))
    return messageBody('progress', `◐ walking /proc in ${asked.target.containers.join(', ')} …`);
  const { lines, before } = madeOf(state);
  const cursor = processesPane.list?.(state).cursor;
  return {
    type: 'table',
    list: [ID, pod.metadata.uid].join(' '),
    columns: COLUMNS,
    count: lines.length,
    row: (index) => {
      const line = lines[index];
      return line ? processRow(line, before) : row('', []);
    },
    cursor: lines.findIndex(({ key }) => key === cursor),
    leaves: LEAVES,
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: false,
    foot: goneLines(lines, before),
  };
}

/** How many that are gone are named. */
const MOST_GONE = 3;

/** Who was there the walk before, and is not any more. */
function goneLines(lines: readonly ProcessLine[], before: ReadonlyMap<string, ProcessLine>): readonly Line[] {
  const here = new Set(lines.map(({ key }) => key));
  const gone = [...before.values()].flatMap(({ key, row: told }) =>
    told && !here.has(key) ? [told.process] : [],
  );
  if (gone.length === 0) return [];
  const named = gone.slice(0, MOST_GONE).map(({ comm, pid }) => `${comm} (${pid})`);
  const more = gone.length > MOST_GONE ? ` and ${gone.length - MOST_GONE} more` : '';
  return [[span(`- gone since the walk before: ${named.join(', ')}${more}`, styleOf('muted'))]];
}

function summary(state: State): string {
  const { lines } = madeOf(state);
  const count = lines.filter((line) => line.row).length;
  return count === 0 ? 'not walked' : `${count} process${count === 1 ? '' : 'es'}`;
}
