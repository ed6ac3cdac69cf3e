import { BehaviorSubject, type Observable, observeOn, queueScheduler, scan, Subject } from 'rxjs';
import type { Action } from './actions.ts';
import { reduce } from './reduce.ts';
import type { State } from './state.ts';

/** The one way through the program: actions go in, states come out. */
export interface Loop {
  readonly actions$: Observable<Action>;
  /** The state now, and each next one. */
  readonly state$: BehaviorSubject<State>;
  readonly dispatch: (...actions: readonly Action[]) => void;
}

/** Reduces actions one after the other; one that comes while another is reduced waits its turn. */
export function startLoop(initial: State): Loop {
  const actions$ = new Subject<Action>();
  const state$ = new BehaviorSubject(initial);
  actions$.pipe(observeOn(queueScheduler), scan(reduce, initial)).subscribe(state$);
  return { actions$, state$, dispatch: (...actions) => actions.forEach((action) => actions$.next(action)) };
}
