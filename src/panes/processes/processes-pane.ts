import { say } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { madeOnce } from '../../store/kept.ts';
import { lists } from '../../store/selectors/lists.ts';
import { selectionOfContainer, withoutContainer } from '../../store/selectors/selected/selection.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { type Marks, marksIn } from '../../store/selectors/selected/marks.ts';
import { nodeViews } from '../../store/selectors/anatomy/node-views.ts';
import { askAgain, askedOf, seenOf, walkFeeds, walks } from '../../store/selectors/anatomy/walk.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, row, span } from '../../view/block.ts';
import { messageBody } from '../../view/text/message-body.ts';
import { styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { noPodBody, podNote } from '../parts/no-pod.ts';
import { walkable, walkCommands, walkedNote, wayIn, whyNotWalked } from '../parts/walking.ts';
import { leaveNode, nodeBody, nodeLook, nodeNote } from './node-look.ts';
import { nodeList, nodeTable } from './node-rows.ts';
import { COLUMNS, GROWS, LEAVES, type ProcessLine, processLines, processRow } from './rows.ts';
import { someOf } from '../../model/text/shortened.ts';

const ID = 'processes';
const TAB = { slot: 3, pane: ID } as const;
const OPENS: readonly Action[] = [{ type: 'peek', ...TAB }];

export const processesPane = definePane({
  id: ID,
  title: 'Processes',
  slot: 3,
  tall: true,
  keeps: [walks, nodeViews],
  needs: (state) => [...lists(state, 'pods'), ...walkFeeds(state, selectedPod(state))],
  list: (state) => {
    const pod = selectedPod(state);
    const node = nodeList(state, pod);
    if (node) return node;
    const { lines, places } = madeOf(state);
    return {
      model: {
        count: lines.length,
        keyAt: (index) => lines[index]?.key ?? '',
        indexOf: (key) => places.get(key) ?? -1,
      },
      cursor: lines[cursorOf(state)]?.key,
      select: (key) => {
        const line = lines[places.get(key) ?? -1];
        const before = state.look.place.selection;
        if (!line) return before;
        const process = line.row?.process.pid ?? 0;
        // Pause is no container that the other panes know.
        if (line.group.type === 'pause') return { ...withoutContainer(before), process };
        return {
          ...before,
          ...selectionOfContainer(pod?.metadata.uid ?? '', line.group.name),
          process,
          last: 'process',
        };
      },
    };
  },
  view: (state) => {
    const pod = selectedPod(state);
    const body = pod ? bodyOf(state, pod) : noPodBody(state);
    return {
      note: [podNote(state, pod), nodeNote(state, pod) || walkedNote(state, pod)].filter(Boolean).join(' · '),
      summary: () => [span(summary(state), styleOf('muted'))],
      body,
    };
  },
  commands: [
    // What walks is to be seen.
    ...walkCommands({ id: ID, key: 'P', opens: OPENS, title: 'processes of the Pod', first: leaveNode }),
    nodeLook(ID, OPENS),
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
  readonly lines: readonly ProcessLine[];
  /** Where each stands, by its key. */
  readonly places: ReadonlyMap<string, number>;
  /** The walk before, by the keys of its lines. */
  readonly before: ReadonlyMap<string, ProcessLine>;
  readonly gone: readonly Line[];
  /** How many processes there are. */
  readonly count: number;
}

const NONE: Made = { lines: [], places: new Map(), before: new Map(), gone: [], count: 0 };
const MADE = madeOnce<Made>();

/** Made once for a Pod and its walks: a walk may bring thousands, and every frame asks. */
function madeOf(state: State): Made {
  const pod = selectedPod(state);
  const seen = seenOf(state, pod);
  if (!pod || !seen) return NONE;
  return state.cluster.kept.once(MADE, [pod, seen.walks, seen.before], () => {
    const lines = processLines(pod, seen.walks);
    const walkedBefore = seen.before ? processLines(pod, seen.before) : [];
    const before = new Map(walkedBefore.map((line) => [line.key, line]));
    const places = new Map(lines.map(({ key }, index) => [key, index]));
    return {
      lines,
      places,
      before,
      gone: goneLines(places, before),
      count: lines.filter(({ row }) => row).length,
    };
  });
}

/** Where the cursor stands: on the chosen process, else on the chosen container, else on the first line; -1 without any. */
function cursorOf(state: State): number {
  const { lines, places } = madeOf(state);
  const { container, process } = state.look.place.selection;
  const chosen = places.get(`${container ?? ''}/${process ?? ''}`);
  const own = (): number =>
    Math.max(
      0,
      lines.findIndex(({ group }) => group.name === container),
    );
  return lines.length === 0 ? -1 : (chosen ?? own());
}

function bodyOf(state: State, pod: Pod): Body {
  const ofNode = nodeTable(state, pod, ID) ?? nodeBody(state, pod);
  if (ofNode) return ofNode;
  const asked = askedOf(state, pod);
  const why = whyNotWalked(state, pod);
  if (why !== undefined && !asked) return messageBody('muted', why);
  if (!asked)
    return messageBody('plain', 'ctrl-r walks /proc in its containers', [
      'each walk is an exec, which clusters audit: so it is made when you ask',
    ]);
  if (!seenOf(state, pod))
    return messageBody('progress', `◐ walking /proc in ${asked.target.containers.join(', ')} …`);
  const { lines, before, gone } = madeOf(state);
  const marked = marksIn(state, pod).process;
  return {
    type: 'table',
    list: [ID, pod.metadata.uid].join(' '),
    columns: COLUMNS,
    count: lines.length,
    row: (index) => {
      const line = lines[index];
      return line ? processRow(line, before, isMarked(line, marked)) : row('', []);
    },
    cursor: cursorOf(state),
    leaves: LEAVES,
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    loading: false,
    foot: [...gone, ...wayInLines(state, pod)],
  };
}

function wayInLines(state: State, pod: Pod): readonly Line[] {
  const way = wayIn(state, pod);
  return way === undefined ? [] : [[span(way, styleOf('muted'))]];
}

const isMarked = ({ group, row }: ProcessLine, marked: Marks['process']): boolean =>
  group.type !== 'pause' && row !== undefined && marked(group.name, row.process.pid);

/** How many that are gone are named. */
const MOST_GONE = 3;

/** Who was there the walk before, and is not any more. */
function goneLines(
  here: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, ProcessLine>,
): readonly Line[] {
  const gone = [...before.values()].flatMap(({ key, row: told }) =>
    told && !here.has(key) ? [told.process] : [],
  );
  if (gone.length === 0) return [];
  const named = someOf(gone, MOST_GONE, ({ comm, pid }) => `${comm} (${pid})`);
  return [[span(`- gone since the walk before: ${named}`, styleOf('muted'))]];
}

function summary(state: State): string {
  const { count } = madeOf(state);
  return count === 0 ? 'not walked' : `${count} process${count === 1 ? '' : 'es'}`;
}
