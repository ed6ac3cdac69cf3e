import { ownOf } from '../../store/own.ts';
import { type Line, span } from '../../view/block.ts';
import { wrap } from '../../view/text/text.ts';
import { defineOverlay } from '../define-overlay.ts';
import { closing } from '../parts/close.ts';
import { END, STEPS } from './steps.ts';

const ID = 'tour';
/** Two lines have room for a step: at 80×24 there is no more between the verdict and the footer. */
const WIDTH = 72;

/** A step after the other stands in a corner; all keys but Escape do what they always do. */
export const tour = defineOverlay<number, never>({
  id: ID,
  modal: false,
  initial: () => 0,
  reduce: (step) => step,
  follow: (step, state) => (STEPS[step]?.until(state) ? step + 1 : step),
  view: (context) => {
    const { state } = context;
    const step = ownOf<number>(state, ID) ?? 0;
    const { say = END } = STEPS[step] ?? {};
    const over = step >= STEPS.length;
    return {
      type: 'page',
      title: over
        ? 'Tour · esc closes this'
        : `Tour ${step + 1} of ${STEPS.length} · all keys act · esc leaves it`,
      lines: wrap(
        typeof say === 'string' ? say : say(context),
        Math.min(WIDTH, state.look.size.columns - 6),
      ).map((text): Line => [span(text)]),
      top: 0,
      foot: [],
      // Away from the pane that it speaks of.
      corner: state.look.focus > 2 ? 'top' : 'bottom',
    };
  },
  commands: [closing(ID)],
});
