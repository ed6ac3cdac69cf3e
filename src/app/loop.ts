import { BehaviorSubject, type Observable, observeOn, queueScheduler, Subject } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Reduce } from '../store/reduce.ts';
import type { State } from '../store/state.ts';

/** The one way through the program: actions go in, states come out. */
export interface Loop {
  /** Each action after it was reduced: the state is then the one that it made. */
  readonly actions$: Observable<Action>;
  /** The state now, and each next one. */
  readonly state$: BehaviorSubject<State>;
  readonly dispatch: (...actions: readonly Action[]) => void;
}

/** Reduces actions one after the other; one that comes while another is reduced or heard waits its turn. */
export function startLoop(initial: State, reduce: Reduce): Loop {
  const dispatched$ = new Subject<Action>();
  const state$ = new BehaviorSubject(initial);
  const actions$ = new Subject<Action>();
  dispatched$.pipe(observeOn(queueScheduler)).subscribe((action) => {
    state$.next(reduce(state$.value, action));
    actions$.next(action);
  });
  return {
    actions$,
    state$,
    dispatch: (...actions) => actions.forEach((action) => dispatched$.next(action)),
  };
}
