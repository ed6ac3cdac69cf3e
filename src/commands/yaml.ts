import { firstPodIsAwaited } from '../store/selectors/lists.ts';
import { selectedObject } from '../store/selectors/selected/selected-object.ts';
import type { Command } from './command.ts';

/** The YAML of what is selected, zoomed; closing it brings back what was there. */
export const yaml: Command = {
  id: 'yaml',
  keys: ['y'],
  title: 'YAML of what is selected',
  hint: 'yaml',
  scope: 'global',
  when: ({ state, pane }) => {
    if (state.look.peek && pane.id === 'yaml') return 'this is the YAML · esc closes it';
    // The first Pod is about to come: the tab waits for it.
    return selectedObject(state) !== undefined || firstPodIsAwaited(state) || 'nothing is selected';
  },
  run: () => [{ type: 'peek', slot: 4, pane: 'yaml' }],
};
