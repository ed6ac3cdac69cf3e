import { failureText } from '../../model/refusal.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Feed } from '../../model/feed.ts';
import type { Pod, WholeObject } from '../../model/kinds/objects.ts';
import { NO_BREAK, type Told } from '../../model/whole/fields.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { podFeed } from '../../store/selectors/selected/selected-pod.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
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
      const { data, complete, failure, connection } = fedBy(state, podFeed(pod));
      const whole = data ?? pod;
      const tell = (): readonly Told[] => told(state, { pod, whole }, chosen);
      const { kept } = state.cluster;
      // Each key asks twice, and a Pod of 1,000 containers has much to tell.
      const of = [state.cluster, state.look.now, pod, whole, chosen, ownOf(state, id)];
      const lines = secret?.(state) ? tell() : kept.once(known, of, tell);
      const room = textRoom(state);
      const failed = failure && connection === 'failed';
      const awaited = failed ? `✖ what is not listed: ${failureText(failure)}` : '◐ loading the rest …';
      const rest = complete && data ? undefined : awaited;
      // Keys and frames ask: to wrap a text of a mebibyte takes longer than to see that it is the same.
      const from = [
        pod.metadata.name,
        chosen,
        rest,
        room,
        ...lines.flatMap(({ label, texts }) => [label, ...texts]),
      ];
      const make = (): readonly Line[] => [
        [span(chosen, styleOf('title', BOLD)), span(`  of Pod ${pod.metadata.name}`, styleOf('muted'))],
        [span('')],
        ...(lines.length === 0 ? [[span('it is not there any more', styleOf('muted'))]] : []),
        ...lines.flatMap((each) => labelled(each, room)),
        ...(rest === undefined ? [] : [[span(rest, styleOf('progress'))]]),
      ];
      return secret?.(state) ? make() : kept.once(made, from, make);
    },
    closes: ['q', 'enter'],
  });
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
