import type { Observable } from 'rxjs';
import type { KindId } from '../model/kinds.ts';
import type { ClusterSession } from '../ports/ports.ts';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';

/** What keeping the state fed takes: how things stand, what is needed, and whom to ask. */
export interface Feeding {
  /** The state now, and each next one. */
  readonly state$: Observable<State>;
  /** The session of the state's context; the one before is closed when the context changes. */
  readonly session$: Observable<ClusterSession>;
  /** The kinds that what is on show needs. */
  readonly needs: (state: State) => readonly KindId[];
  /** Whether what is on show wants the selected object whole. */
  readonly wantsDocument: (state: State) => boolean;
}

/** Brings what is heard of the cluster to the state. */
export type Feeder = (feeding: Feeding) => Observable<Action>;
