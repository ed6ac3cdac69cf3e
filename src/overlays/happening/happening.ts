import { humanDuration } from '../../model/ages.ts';
import type { Entry } from '../../model/events/entry.ts';
import type { Told } from '../../model/whole/fields.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { timeline } from '../../store/selectors/fares/timeline.ts';
import type { State } from '../../store/state.ts';
import { madeOnce } from '../../store/kept.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { definePage } from '../parts/page.ts';
import { headingOf, labelled, textRoom } from '../parts/whole-page.ts';

const made = madeOnce<readonly Line[]>();

/** A row of the timeline whole: what it says may be longer than any line. */
export const happening = definePage({
  id: 'happening',
  title: 'Happening',
  lines: ({ state }) => {
    const pod = selectedPod(state);
    const found = pod && timeline(state, pod).find(({ key }) => key === state.look.place.selection.happening);
    if (!found) return [[span('it is not there any more', styleOf('muted'))]];
    if ('gap' in found) return [[span(found.gap)]];
    const heading = headingOf(state, pod, found.what);
    const lines = toldOf(state, found);
    const room = textRoom(state);
    // Keys and frames ask: an ending may have said a mebibyte.
    const from = [
      ...heading.flatMap((line) => line.map(({ text }) => text)),
      room,
      ...lines.flatMap(({ label, texts }) => [label, ...texts]),
    ];
    return state.cluster.kept.once(made, from, () => [
      ...heading,
      ...lines.flatMap((told) => labelled(told, room)),
    ]);
  },
  closes: ['q', 'enter'],
});

const SOURCES: Readonly<Record<Entry['source'], string>> = {
  event: 'an event, which the API server forgets after an hour',
  status: 'the status of the Pod',
  seen: 'podscope saw it, and the API server does not tell it any more',
};

function toldOf({ look }: State, { at, first, times, who, text, source }: Entry): readonly Told[] {
  const when = (time: number): string =>
    `${new Date(time).toISOString().replace('.000', '')}, ${agoText(humanDuration(look.now - time))}`;
  const lines: readonly (readonly [string, string])[] = [
    ['when', when(at)],
    ['first', first === at ? '' : when(first)],
    ['how often', times === 1 ? '' : `${times} times at least`],
    ['whom', who],
    ['says', text],
    ['known from', SOURCES[source]],
  ];
  return lines.flatMap(([label, told]) => (told === '' ? [] : [{ label, texts: [told] }]));
}

/** Clocks that are apart make events of the future, of which lists say no more than kubectl. */
const agoText = (age: string): string =>
  age === '<invalid>' ? `${age}: later than it is here` : `${age} ago`;
