import { wholeContainer } from '../../model/whole/whole-container.ts';
import { eventsOfPod, podEvents } from '../../store/selectors/fares/events.ts';
import { usageNow } from '../../store/selectors/fares/usage.ts';
import { defineWholePage } from '../parts/whole-page.ts';

/** A container whole: what a row of the pane has no room for. */
export const container = defineWholePage({
  id: 'container',
  title: 'Container',
  name: ({ look }) => look.place.selection.container,
  needs: (state, pod) => eventsOfPod(state, pod).slice(0, 1),
  told: (state, { pod, whole }, name) =>
    wholeContainer(pod, whole, name, state.look.now, {
      usage: usageNow(state, pod),
      events: podEvents(state, pod),
      seen: state.cluster.seen.get(pod.metadata.uid),
    }),
});
