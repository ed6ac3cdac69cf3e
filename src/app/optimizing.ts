import { first, type Observable, type Subscription } from 'rxjs';
import type { State } from '../store/state.ts';
import { roomFor } from './young-space.ts';

/** Long before a list is long: what is optimized late costs most where much is done. */
const MANY = 100;

/**
 * Tells once that there is much to do: many Pods, or a long log. V8's optimizing compiler takes 4 MiB of memory when it
 * first runs, and with few Pods nothing runs often enough to be worth them.
 */
export const tellMuch = (state$: Observable<State>, told: () => void): Subscription =>
  state$
    .pipe(first((state) => state.cluster.tables.pods.size >= MANY || roomFor(state) > 0, undefined))
    .subscribe((state) => {
      if (state) told();
    });
