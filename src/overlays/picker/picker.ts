import type { Choices } from '../../store/choice.ts';
import { definePick } from '../parts/pick.ts';

/** Picks one of what it was opened with. */
export const picker = definePick({
  id: 'picker',
  choices: (_, given) => given as Choices,
  typed: {
    choice: (_, text, given) => {
      const { typed: command } = given as Choices;
      return command === undefined ? undefined : { label: text, command, argument: text };
    },
    offered: () => false,
  },
});
