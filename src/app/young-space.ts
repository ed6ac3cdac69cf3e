import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import {
  asyncScheduler,
  distinctUntilChanged,
  filter,
  first,
  interval,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  type Subscription,
  switchMap,
  take,
  takeWhile,
} from 'rxjs';
import type { LogKept } from '../model/logs/log-buffer.ts';
import type { State } from '../store/state.ts';

/**
 * With so many Pods a list is taken for a long one, whose next ones come while these are looked at; and with so many
 * lines a log. That it is known early saves a list of thousands a twelfth of its time.
 */
const LONG = 100;
const MANY_LINES = 10_000;
/** Two halves of 4 MiB: with more, hardly fewer objects are copied, and all of it stays. */
const ENOUGH = 8 * 1024 * 1024;
/** Two halves of 8 MiB, for lines, which live a little longer: until they were put in order, and packed. */
const ENOUGH_FOR_LINES = 16 * 1024 * 1024;

/** V8 doubles it whenever much of it lives on, a few times until the next state: so often it is looked at, in ms, and so many times. */
const LOOKS_EVERY = 3;
const LOOKS = 500;

/** V8's heap, as far as it can be asked and told something. */
export interface Heap {
  /** How large the part for what is new is, in bytes. */
  youngSize(): number;
  /** By how much that part grows whenever it has to; 1: it stays as it is. */
  growBy(factor: number): void;
}

/** As `bin/v8-flags.js` has it: no Node of which it is not known that it has the flag. */
const HAS_FLAG = Number.parseInt(process.versions.node) <= 24;

const V8_HEAP: Heap = {
  youngSize: () =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0,
  growBy: (factor) => {
    if (HAS_FLAG) setFlagsFromString(`--semi-space-growth-factor=${factor}`);
  },
};

/**
 * Gives V8 room for what is new as soon as a list turns out to be long, or a log. With the 2 MiB that it starts with, and
 * that are enough for all else, a list of 10,000 Pods had it collect garbage 700 times, each time taking for old what was
 * about to go, and 50,000 lines a second held keys up for 100 ms; left alone, it would take 48 MiB and keep them.
 */
export function widenForMuch(
  state$: Observable<State>,
  heap: Heap = V8_HEAP,
  scheduler: SchedulerLike = asyncScheduler,
): Subscription {
  const room$ = state$.pipe(
    distinctUntilChanged((before, now) => before.cluster === now.cluster),
    map(roomFor),
    filter((room) => room > 0),
    distinctUntilChanged((most, room) => room <= most),
    takeWhile((room) => room < ENOUGH_FOR_LINES, true),
  );
  const grown$ = room$.pipe(
    switchMap((room) => {
      heap.growBy(2);
      const looks$ = interval(LOOKS_EVERY, scheduler).pipe(take(LOOKS));
      return merge(state$, looks$).pipe(first(() => heap.youngSize() >= room, undefined));
    }),
  );
  return grown$.subscribe(() => heap.growBy(1));
}

/** How much room a state needs, in bytes; 0: no more than there is. */
export function roomFor({ cluster: { tables, feeds } }: State): number {
  for (const { data } of feeds.values())
    if (isLog(data) && data.count + data.dropped >= MANY_LINES) return ENOUGH_FOR_LINES;
  return tables.pods.size >= LONG ? ENOUGH : 0;
}

const isLog = (data: unknown): data is LogKept =>
  typeof data === 'object' && data !== null && 'chunks' in data && 'dropped' in data;
