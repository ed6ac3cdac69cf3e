import type { Observable } from 'rxjs';
import type { Feed } from '../model/feed.ts';
import type { Connection } from '../ports/connection.ts';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';

/** What keeping the state fed takes: how things stand, what is needed, and whom to ask. */
export interface Feeding {
  /** The state now, and each next one. */
  readonly state$: Observable<State>;
  /** The connection of the state's context; the one before is closed when the context changes. */
  readonly connection$: Observable<Connection>;
  /** What is to be kept fed in a state; the same may be in it several times. */
  readonly needs: (state: State) => readonly Feed[];
}

/** Brings what is heard of the cluster to the state. */
export type Feeder = (feeding: Feeding) => Observable<Action>;
