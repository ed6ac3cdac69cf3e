import { filter, map, merge, type Observable, pairwise, ReplaySubject, startWith, Subject } from 'rxjs';
import { saidFor } from '../model/ages.ts';
import type { Action } from '../store/actions.ts';
import type { Loop } from './loop.ts';
import type { State } from '../store/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Terminal } from '../ports/terminal.ts';
import { Composer } from '../view/composer.ts';
import { actionsFor, typedBy } from '../screen/input.ts';
import { isAboutNamed } from '../screen/named-object.ts';
import type { Program } from '../screen/program.ts';
import { inBursts } from './bursts.ts';
import { untilFound } from './held-key.ts';
import { type Shown, shownOf } from './ticks.ts';

/** When a state is worth a frame: see frames.ts. */
export type Pace = (
  state$: Observable<State>,
  urgent$: Observable<unknown>,
  took: () => number,
) => Observable<State>;

/**
 * Ties a screen to the loop: keys, mouse and sizes become actions, and are drawn at once; states become frames.
 * Gives what is on show, and each next time.
 */
export function connectScreen(
  screen: Pick<Terminal, 'keys$' | 'mouse$' | 'size$' | 'draw'>,
  { state$, dispatch }: Loop,
  program: Program,
  pace: Pace,
  clock: Clock,
): Observable<Shown> {
  const composer = new Composer();
  const urgent$ = new Subject<void>();
  const shown$ = new ReplaySubject<Shown>(1);
  let last: Shown | undefined;
  let changed = -Infinity;
  let took = 0;
  pace(state$, urgent$, () => took).subscribe((state) => {
    const begun = clock.now();
    const said = saidFor(() => {
      const model = program.screen(state, composer.extentOf);
      screen.draw(composer.compose(model, state.look.size.columns, state.look.size.rows));
    });
    took = clock.now() - begun;
    if (last?.state.cluster !== state.cluster) changed = state.look.now;
    last = shownOf(state, said, last, changed);
    shown$.next(last);
  });
  state$
    .pipe(
      map(({ cluster }) => cluster.tables.pods.size),
      startWith(0),
      pairwise(),
      filter(([before, now]) => before === 0 && now > 0),
    )
    // The first rows are what one waits for: not behind the rest that a frame which said "loading" asks for.
    .subscribe(() => urgent$.next());
  const drawn = onceAtOnce(() => urgent$.next());
  const act = (actions: readonly Action[]): void => {
    dispatch(...actions);
    drawn();
  };
  const typed = (key: string, behindText: boolean): string | undefined =>
    typedBy(key, behindText, state$.value, program, composer);
  const input$ = inBursts(merge(screen.keys$, screen.mouse$), typed);
  const isAbout = (key: string): boolean => isAboutNamed(key, state$.value, program, composer);
  untilFound(input$, state$, isAbout, act).subscribe((input) =>
    act(actionsFor(input, state$.value, program, composer)),
  );
  screen.size$.subscribe((size) => act([{ type: 'resize', ...size }]));
  return shown$;
}

/** Does it at the first call and, for all others that come at once with that, once more behind them. */
function onceAtOnce(run: () => void): () => void {
  let calls = 0;
  return () => {
    if (calls++ > 0) return;
    run();
    queueMicrotask(() => {
      const more = calls > 1;
      calls = 0;
      if (more) run();
    });
  };
}
