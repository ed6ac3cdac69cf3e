import type { Observable } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import type { Connection } from '../ports/connection.ts';
import type { World } from '../ports/world.ts';

/** What every effect gets: the world, what happens, and how things stand. */
export interface Environment {
  readonly world: World;
  readonly actions$: Observable<Action>;
  /** The state now, and each next one. */
  readonly state$: Observable<State>;
  /** The connection of the state's context; the one before is closed when the context changes. */
  readonly connection$: Observable<Connection>;
}

/** Does something in the world and tells by actions what came of it. */
export type Effect = (environment: Environment) => Observable<Action>;
