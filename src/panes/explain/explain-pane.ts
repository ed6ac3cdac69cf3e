import type { Command } from '../../commands/command.ts';
import { explainPod } from '../../model/explain/explain-pod.ts';
import { SearchedLines } from '../../model/text/searched-lines.ts';
import { madeOnce } from '../../store/kept.ts';
import { commandPlace } from '../../store/selectors/command-place.ts';
import { storageFeeds, storageOf } from '../../store/selectors/anatomy/backing.ts';
import { fedBy, lists } from '../../store/selectors/lists.ts';
import { podFeed } from '../../store/selectors/selected/selected-pod.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import type { Line } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { type Search, searchedPart, type Stretch } from '../../view/text/searched-part.ts';
import { podNote } from '../parts/no-pod.ts';
import { notFetched } from '../parts/not-fetched.ts';
import { defineTextTab, NO_LINES } from '../parts/text-tab.ts';

const ID = 'explain';

/** No key is left for it that one would guess. */
const open: Command = {
  id: ID,
  keys: [],
  word: 'explain',
  title: 'the Pod rebuilt by hand, as docker commands',
  scope: 'global',
  group: 'What is selected',
  run: () => [{ type: 'peek', slot: 4, pane: ID }],
};

export const explainPane = defineTextTab({
  id: ID,
  title: 'Explain',
  slot: 4,
  needs: (state) => {
    const pod = selectedPod(state);
    return pod ? [...storageFeeds(state, pod), podFeed(pod)] : lists(state, 'pods');
  },
  lines: linesOf,
  instead: (state) => {
    const pod = selectedPod(state);
    return pod ? notFetched(state, podFeed(pod)) : { tone: 'muted', text: 'no Pod is selected' };
  },
  of: (state) => podNote(state, selectedPod(state)),
  part,
  commands: [open],
});

const EXPLAINED = madeOnce<SearchedLines>();

/** The script of the Pod on show: written once for each version of it. */
function linesOf(state: State): SearchedLines {
  const pod = selectedPod(state);
  const whole = pod && fedBy(state, podFeed(pod)).data;
  if (!pod || !whole) return NO_LINES;
  const { from, known } = storageOf(state, pod);
  const place = commandPlace(state, pod.metadata.namespace);
  return state.cluster.kept.once(
    EXPLAINED,
    [whole, ...from],
    () => new SearchedLines(explainPod(pod, whole, 'docker', known, place).script),
  );
}

/** What is told of a line stands back behind what is run; what is told on a line of its own is there to be read. */
function part(line: string, stretch: Stretch, search: Search): Line {
  const start = line.startsWith('#') ? -1 : line.lastIndexOf(' # ');
  const told = start < 0 ? [] : [{ start, end: line.length, style: styleOf('muted') }];
  return searchedPart(line, stretch, search, ...told);
}
