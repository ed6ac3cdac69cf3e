import { first, type Observable, type Subscription } from 'rxjs';
import type { State } from '../store/state.ts';
import { roomFor } from './young-space.ts';

/**
 * Tells once that there is much to do: many Pods, a long log, or a session, which may bring any amount. V8's optimizing compiler takes 4 MiB of memory when it
 * first runs, and with few Pods nothing runs often enough to be worth them.
 */
export const tellMuch = (state$: Observable<State>, told: () => void): Subscription =>
  state$.pipe(first(isMuch, undefined)).subscribe((state) => {
    if (state) told();
  });

const isMuch = (state: State): boolean => state.sessions.length > 0 || roomFor(state) > 0;
