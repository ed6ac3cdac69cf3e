import { filter, map, merge, type Observable, Subject } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Loop } from '../store/loop.ts';
import type { State } from '../store/state.ts';
import { Composer } from '../view/composer.ts';
import type { Frame } from '../view/frame.ts';
import { actionsFor, type TerminalInput } from './input.ts';
import type { Panes } from './screen.ts';

/** The screen as far as the dashboard uses it: see terminal/port.ts. */
export interface DrawnScreen {
  readonly keys$: Observable<TerminalInput>;
  readonly mouse$: Observable<TerminalInput>;
  readonly size$: Observable<{ readonly columns: number; readonly rows: number }>;
  draw(frame: Frame): void;
  close(): void;
}

/** When a state is worth a frame: see effects/frames.ts. */
export type Pace = (state$: Observable<State>, urgent$: Observable<unknown>) => Observable<State>;

/**
 * Ties a screen to the loop: keys, mouse and sizes become actions, and are drawn at once; states become frames. Who
 * quits leaves the screen and ends with 0.
 */
export function connectScreen(
  screen: DrawnScreen,
  { actions$, state$, dispatch }: Loop,
  panes: Panes,
  pace: Pace,
  exit: (code: number) => void,
): void {
  actions$.pipe(filter(({ type }) => type === 'quit')).subscribe(() => {
    screen.close();
    exit(0);
  });
  const composer = new Composer();
  const urgent$ = new Subject<void>();
  pace(state$, urgent$).subscribe((state) => {
    const model = panes.screen(state, composer.pageOf);
    screen.draw(composer.compose(model, state.look.size.columns, state.look.size.rows));
  });
  const typed$ = merge(screen.keys$, screen.mouse$).pipe(
    map((input) => actionsFor(input, state$.value, panes, composer)),
  );
  const resized$ = screen.size$.pipe(map((size): readonly Action[] => [{ type: 'resize', ...size }]));
  merge(typed$, resized$).subscribe((actions) => {
    dispatch(...actions);
    urgent$.next();
  });
}
