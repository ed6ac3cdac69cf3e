import { BehaviorSubject, NEVER, startWith, VirtualTimeScheduler } from 'rxjs';
import type { Feeder } from '../../../src/feeds/feeding.ts';
import type { Feed } from '../../../src/model/feed.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import type { Action } from '../../../src/store/actions.ts';
import { reduceWith } from '../../../src/store/reduce.ts';
import type { State } from '../../../src/store/state.ts';

/** A state, what keeps it fed over a connection, and what that told. */
export function fed(
  feeder: Feeder,
  initial: State,
  connection: Connection,
  needs: (state: State) => readonly Feed[],
) {
  const state$ = new BehaviorSubject(initial);
  const told: Action[] = [];
  const reduce = reduceWith(new Map());
  const dispatch = (action: Action): void => state$.next(reduce(state$.value, action));
  const subscription = feeder({ state$, connection$: NEVER.pipe(startWith(connection)), needs }).subscribe(
    (action) => {
      told.push(action);
      dispatch(action);
    },
  );
  return { state$, told, dispatch, close: () => subscription.unsubscribe() };
}

/** A scheduler whose time passes when a test says so. */
export function scheduledTime() {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity);
  const pass = (ms: number): void => {
    const end = scheduler.now() + ms;
    scheduler.maxFrames = end;
    scheduler.flush();
    scheduler.frame = end;
  };
  return { scheduler, pass };
}
