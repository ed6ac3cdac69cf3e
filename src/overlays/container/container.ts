import { wholeContainer } from '../../model/whole/whole-container.ts';
import { usageNow } from '../../store/selectors/fares/usage.ts';
import { defineWholePage } from '../parts/whole-page.ts';

/** A container whole: what a row of the pane has no room for. */
export const container = defineWholePage({
  id: 'container',
  title: 'Container',
  name: ({ look }) => look.place.selection.container,
  told: (state, { pod, whole }, name) =>
    wholeContainer(pod, whole, name, state.look.now, usageNow(state, pod)),
});
