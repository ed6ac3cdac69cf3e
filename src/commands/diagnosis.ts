import { verdictFor } from '../store/selectors/fares/verdict.ts';
import type { Command } from './command.ts';

/** The verdict whole: the band has two lines of it. */
export const diagnosis: Command = {
  id: 'diagnosis',
  keys: ['v'],
  title: 'the whole diagnosis of what is selected',
  hint: 'why',
  scope: 'global',
  when: ({ state }) => verdictFor(state) !== undefined || 'nothing is selected',
  run: () => [{ type: 'open', overlay: 'diagnosis' }],
};
