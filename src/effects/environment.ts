import type { Observable } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import type { ClusterSession, World } from '../ports/ports.ts';

/** What every effect gets: the world, what happens, and how things stand. */
export interface Environment {
  readonly world: World;
  readonly actions$: Observable<Action>;
  /** The state now, and each next one. */
  readonly state$: Observable<State>;
  /** The session of the state's context; the one before is closed when the context changes. */
  readonly session$: Observable<ClusterSession>;
}

/** Does something in the world and tells by actions what came of it. */
export type Effect = (environment: Environment) => Observable<Action>;
