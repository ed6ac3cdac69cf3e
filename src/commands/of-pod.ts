import type { Pod } from '../model/kinds/objects.ts';
import type { Action } from '../store/actions.ts';
import { selectedPod } from '../store/selectors/selected/selected-pod.ts';
import type { Command, CommandContext } from './command.ts';

/** What a key does with the selected Pod: without one it would do nothing. */
export const ofPod = (
  run: (pod: Pod, context: CommandContext) => readonly Action[],
): Required<Pick<Command, 'when' | 'run'>> => ({
  when: ({ state }) => selectedPod(state) !== undefined || 'no Pod is selected',
  run: (context) => {
    const pod = selectedPod(context.state);
    return pod ? run(pod, context) : [];
  },
});
