import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { first, map, type Observable, type Subscription, takeWhile } from 'rxjs';
import type { State } from '../store/state.ts';

/** With so many Pods a list is a long one. */
const LONG = 500;
/** Two halves of 4 MiB: with more, hardly fewer objects are copied, and all of it stays. */
const ENOUGH = 8 * 1024 * 1024;

/** V8's heap, as far as it can be asked and told something. */
export interface Heap {
  /** How large the part for what is new is, in bytes. */
  youngSize(): number;
  /** By how much that part grows whenever it has to; 1: it stays as it is. */
  growBy(factor: number): void;
}

/** As `bin/podscope.js` has it: no Node of which it is not known that it has the flag. */
const HAS_FLAG = Number.parseInt(process.versions.node) <= 24;

const V8_HEAP: Heap = {
  youngSize: () =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0,
  growBy: (factor) => {
    if (HAS_FLAG) setFlagsFromString(`--semi-space-growth-factor=${factor}`);
  },
};

/**
 * Gives V8 room for what is new as soon as a list turns out to be long. With the 2 MiB that it starts with, and that
 * are enough for all else, a list of 10,000 Pods had it collect garbage 700 times, each time taking for old what was
 * about to go; left alone, it would take 48 MiB and keep them.
 */
export function widenForLongLists(state$: Observable<State>, heap: Heap = V8_HEAP): Subscription {
  const pods$ = state$.pipe(map(({ cluster }) => cluster.tables.pods.size));
  return pods$.pipe(first((pods) => pods >= LONG, 0)).subscribe((pods) => {
    if (pods < LONG) return;
    heap.growBy(2);
    state$.pipe(takeWhile(() => heap.youngSize() < ENOUGH)).subscribe({ complete: () => heap.growBy(1) });
  });
}
