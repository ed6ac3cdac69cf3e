import { map, merge, type Observable, Subject } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Loop } from './loop.ts';
import type { State } from '../store/state.ts';
import type { Terminal } from '../ports/terminal.ts';
import { Composer } from '../view/composer.ts';
import { actionsFor } from '../screen/input.ts';
import type { Program } from '../screen/program.ts';

/** When a state is worth a frame: see frames.ts. */
export type Pace = (state$: Observable<State>, urgent$: Observable<unknown>) => Observable<State>;

/**
 * Ties a screen to the loop: keys, mouse and sizes become actions, and are drawn at once; states become frames.
 */
export function connectScreen(
  screen: Pick<Terminal, 'keys$' | 'mouse$' | 'size$' | 'draw'>,
  { state$, dispatch }: Loop,
  program: Program,
  pace: Pace,
): void {
  const composer = new Composer();
  const urgent$ = new Subject<void>();
  pace(state$, urgent$).subscribe((state) => {
    const model = program.screen(state, composer.pageOf);
    screen.draw(composer.compose(model, state.look.size.columns, state.look.size.rows));
  });
  const typed$ = merge(screen.keys$, screen.mouse$).pipe(
    map((input) => actionsFor(input, state$.value, program, composer)),
  );
  const resized$ = screen.size$.pipe(map((size): readonly Action[] => [{ type: 'resize', ...size }]));
  merge(typed$, resized$).subscribe((actions) => {
    dispatch(...actions);
    urgent$.next();
  });
}
