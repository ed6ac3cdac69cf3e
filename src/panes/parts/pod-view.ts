import type { Pod } from '../../model/kinds/objects.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { type Body, type PaneView, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { noPodBody } from './no-pod.ts';

interface OfPod {
  readonly note: (state: State, pod: Pod) => string;
  readonly summary: (state: State, pod: Pod) => string;
  readonly body: (state: State, pod: Pod) => Body;
}

/** The view of a pane about the selected Pod: what it shows of it, or that there is none. */
export const podView =
  ({ note, summary, body }: OfPod) =>
  (state: State): PaneView => {
    const pod = selectedPod(state);
    return {
      note: pod ? note(state, pod) : '',
      summary: () => [span(pod ? summary(state, pod) : '–', styleOf(pod ? 'plain' : 'muted'))],
      body: pod ? body(state, pod) : noPodBody(state),
    };
  };
