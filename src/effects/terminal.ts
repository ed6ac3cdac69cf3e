import { EMPTY, mergeMap, of } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';
import { say } from './say.ts';
import type { World } from '../ports/world.ts';

/** What commands ask of the terminal itself. */
export const terminal: Effect = ({ world, actions$ }) =>
  actions$.pipe(
    mergeMap((action) => {
      if (action.type === 'copy') return of(copy(world, action.text));
      if (action.type === 'suspend') world.terminal.suspend();
      if (action.type === 'redraw') world.terminal.redraw();
      return EMPTY;
    }),
  );

/** How long it stands in the footer that something was copied, in ms: it is done, and asks for nothing. */
const DONE = 5000;

/** Copies, and says whether it could. */
function copy({ terminal, clock }: World, text: string): Action {
  if (terminal.copy(text)) return say(`copied ${text}`, 'plain', clock.now() + DONE);
  return say('not copied: there are characters in it that do not show as they are', 'failing');
}
