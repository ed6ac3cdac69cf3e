import type { Choices } from '../../store/choice.ts';
import { definePick } from '../parts/pick.ts';

/** Picks one of what it was opened with. */
export const picker = definePick({ id: 'picker', choices: (_, given) => given as Choices });
