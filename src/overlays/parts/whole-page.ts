import { failureText } from '../../model/refusal.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Feed } from '../../model/feed.ts';
import type { Pod, WholeObject } from '../../model/kinds/objects.ts';
import { NO_BREAK, type Told } from '../../model/whole/fields.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { podFeed, selectedPod, wentAt } from '../../store/selectors/selected/selected-pod.ts';
import { madeOnce } from '../../store/kept.ts';
import { ownOf } from '../../store/own.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { padEnd, wrap } from '../../view/text/text.ts';
import type { Overlay } from '../define-overlay.ts';
import { definePage, type PageDefinition } from './page.ts';

const LABEL = 13;
/** The screen's cells that the overlay's own borders and margins take. */
const AROUND = 6;

/** The cells that a page has, and that texts beside their labels have. */
export const pageRoom = ({ look }: State): number => Math.max(20, look.size.columns - AROUND);
export const textRoom = (state: State): number => Math.max(20, pageRoom(state) - LABEL);

interface WholePage extends Pick<PageDefinition, 'own' | 'commands'> {
  readonly id: string;
  readonly title: string;
  /** What of the selected Pod it is about; undefined where nothing is chosen. */
  readonly name: (state: State) => string | undefined;
  /** What is known of it: of what was heard of the cluster, the time, and what the page keeps of its own. */
  readonly told: (
    state: State,
    of: { readonly pod: Pod; readonly whole: WholeObject },
    name: string,
  ) => readonly Told[];
  /** What it is told from besides the Pod. */
  readonly needs?: (state: State, pod: Pod) => readonly Feed[];
  /** What is told now is not to be kept for the next frame, nor longer. */
  readonly secret?: (state: State) => boolean;
}

/** A part of the selected Pod, with all that is known of it: what lists leave out comes with the whole object. */
export function defineWholePage({ id, title, name, told, needs, secret, ...rest }: WholePage): Overlay {
  const made = madeOnce<readonly Line[]>();
  const known = madeOnce<readonly Told[]>();
  return definePage({
    ...rest,
    id,
    title,
    needs: (state) => {
      const pod = selectedPod(state);
      return pod ? [podFeed(pod), ...(needs?.(state, pod) ?? [])] : [];
    },
    lines: ({ state }: CommandContext) => {
      const pod = selectedPod(state);
      const chosen = name(state);
      if (!pod || chosen === undefined) return [[span('nothing is selected', styleOf('muted'))]];
      const { data } = fedBy(state, podFeed(pod));
      const whole = data ?? pod;
      const tell = (): readonly Told[] => told(state, { pod, whole }, chosen);
      const { kept } = state.cluster;
      // Each key asks twice, and a Pod of 1,000 containers has much to tell.
      const of = [state.cluster, state.look.now, pod, whole, chosen, ownOf(state, id)];
      const lines = secret?.(state) ? tell() : kept.once(known, of, tell);
      const room = textRoom(state);
      const rest = restText(state, pod);
      const heading = headingOf(state, pod, chosen);
      // Keys and frames ask: to wrap a text of a mebibyte takes longer than to see that it is the same.
      const from = [
        ...heading.flatMap((line) => line.map(({ text }) => text)),
        rest,
        room,
        ...lines.flatMap(({ label, texts }) => [label, ...texts]),
      ];
      const make = (): readonly Line[] => [
        ...heading,
        ...(lines.length === 0 ? [[span('it is not there any more', styleOf('muted'))]] : []),
        ...lines.flatMap((each) => labelled(each, room)),
        ...(rest === undefined ? [] : [[span(rest, styleOf('progress'))]]),
      ];
      return secret?.(state) ? make() : kept.once(made, from, make);
    },
    closes: ['q', 'enter'],
  });
}

/** Of which Pod a page is, and that this is gone where it is: what stands there is as it was then. */
export function headingOf(state: State, pod: Pod, title: string): readonly Line[] {
  const isGone = wentAt(state, pod) !== undefined;
  return [
    [span(title, styleOf('title', BOLD)), span(`  of Pod ${pod.metadata.name}`, styleOf('muted'))],
    ...(isGone ? [[span('○ the Pod is deleted: this is as it was last seen', styleOf('progress'))]] : []),
    [span('')],
  ];
}

/** That not all is told yet, or why; undefined where it is. */
function restText(state: State, pod: Pod): string | undefined {
  const { data, complete, failure, connection } = fedBy(state, podFeed(pod));
  if (complete && data) return undefined;
  if (!failure || connection !== 'failed') return '◐ loading the rest …';
  return failure.code === 404
    ? '○ what is not listed was not read before the Pod was deleted'
    : `✖ what is not listed: ${failureText(failure)}`;
}

/** A word for something, and its texts beside it. */
export function labelled({ label, texts }: Told, room: number): Line[] {
  const lines = texts.flatMap((text) =>
    wrap(span(text).text, room).map((line) => line.replaceAll(NO_BREAK, ' ')),
  );
  return lines.map((text, index) => [
    span(padEnd(index === 0 ? label : '', LABEL), styleOf('key')),
    span(text),
  ]);
}
