import { own } from '../model/own.ts';
import type { State } from './state.ts';

/** What an overlay or a pane keeps of its own in `look.own`, under its id; opaque to the store. */
export interface Own<S = unknown, A = unknown> {
  /** What it begins with; `given` is what it was opened with. */
  readonly initial: (given: unknown) => S;
  /** The line that an overlay of lines begins with; the first by default. */
  readonly top?: number;
  /** What becomes of it, while it is open, as the state changes. */
  readonly follow?: (own: S, state: State) => S;
  /** Changes it by an action of its own: `{type: 'own', of: id, action}`. */
  readonly reduce: (own: S, action: A) => S;
}

/** One whose state and actions have a type, for who keeps many. */
export function ownOfType<S, A>({ reduce, follow, ...rest }: Own<S, A>): Own {
  return {
    ...rest,
    reduce: (own, action) => reduce(own as S, action as A),
    ...(follow && { follow: (own, state) => follow(own as S, state) }),
  };
}

/** What is kept under an id that is no pane's or overlay's: several panes may keep it together. */
export interface Kept {
  readonly id: string;
  readonly own: Own;
}

/** By id. */
export type Owns = ReadonlyMap<string, Own>;

/** What the open overlay of this id keeps. Undefined where it is not open. */
export function ownOf<S>(state: State, id: string): S | undefined {
  return own(state.look.own, id) as S | undefined;
}
