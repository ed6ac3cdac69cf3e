import type { Observable } from 'rxjs';
import type { KindId } from '../model/kinds.ts';
import type { Connection } from '../ports/connection.ts';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';

/** What keeping the state fed takes: how things stand, what is needed, and whom to ask. */
export interface Feeding {
  /** The state now, and each next one. */
  readonly state$: Observable<State>;
  /** The connection of the state's context; the one before is closed when the context changes. */
  readonly connection$: Observable<Connection>;
  /** The kinds that what is on show needs. */
  readonly needs: (state: State) => readonly KindId[];
  /** Whether what is on show wants the selected object whole. */
  readonly wantsDocument: (state: State) => boolean;
}

/** Brings what is heard of the cluster to the state. */
export type Feeder = (feeding: Feeding) => Observable<Action>;
