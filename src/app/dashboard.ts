import { merge, type Observable, type Subscription } from 'rxjs';
import type { Environment } from '../effects/environment.ts';
import type { Feeding } from '../feeds/feeding.ts';
import type { World } from '../ports/world.ts';
import type { Program } from '../screen/program.ts';
import type { Action } from '../store/actions.ts';
import { initialState, type Start } from '../store/initial-state.ts';
import { reduceWith } from '../store/reduce.ts';
import { connectScreen } from './connect-screen.ts';
import { connections } from './connections.ts';
import { frames } from './frames.ts';
import { type Loop, startLoop } from './loop.ts';
import { tellMuch } from './optimizing.ts';
import { isLate, ticks } from './ticks.ts';
import { widenForMuch } from './young-space.ts';

export interface Parts {
  readonly start: Start;
  readonly program: Program;
  readonly world: World;
  readonly effects: (environment: Environment) => Observable<Action>;
  readonly feeds: (feeding: Feeding) => Observable<Action>;
  /** What happens before anything else. */
  readonly first?: readonly Action[];
  /** Is called once there is much to do. */
  readonly onMuch?: () => void;
}

/** The dashboard: input, feeds and effects become actions, actions a state, states frames. */
export function startDashboard({
  start,
  program,
  world,
  effects,
  feeds,
  first = [],
  onMuch = () => undefined,
}: Parts): {
  readonly loop: Loop;
  readonly running: Subscription;
} {
  const loop = startLoop(initialState(start), reduceWith(program.owns));
  const { actions$, state$ } = loop;
  const dispatch = (...actions: readonly Action[]): void => {
    const now = world.clock.now();
    // The clock sleeps while nothing on the screen depends on it: what happens, happens now.
    const late = actions[0]?.type !== 'tick' && isLate(state$.value, now);
    loop.dispatch(...(late ? [{ type: 'tick', now } as const] : []), ...actions);
  };
  dispatch(...first);
  const shown$ = connectScreen(world.terminal, { ...loop, dispatch }, program, frames, world.clock);
  const connection$ = connections(world.clusters, state$);
  const running = merge(
    feeds({ state$, connection$, needs: program.needs }),
    effects({ world, actions$, state$, connection$ }),
    ticks(shown$, world.clock),
  ).subscribe(dispatch);
  running.add(widenForMuch(state$));
  running.add(tellMuch(state$, onMuch));
  return { loop, running };
}
