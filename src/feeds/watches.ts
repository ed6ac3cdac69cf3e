import type { WatchScope } from '../model/connection.ts';
import {
  asyncScheduler,
  distinctUntilChanged,
  filter,
  map,
  merge,
  Observable,
  type SchedulerLike,
  Subject,
  Subscription,
  switchMap,
} from 'rxjs';
import type { KindId } from '../model/kinds.ts';
import type { Action, KindEvents } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import { coalesce } from './coalesce.ts';
import type { Feeder, Feeding } from './feeding.ts';
import type { Connection } from '../ports/connection.ts';

/** Events come to the state at most once in so many ms: once a frame. */
const TOGETHER = 33;

/** How long a watch that nothing needs any more is kept, in ms: the next Pod may need it again. */
const LINGER = 15_000;

/** What is watched follows from what is on show: the kinds needed, in the namespace shown. */
export const watches: Feeder = (feeding) => watchesOn(asyncScheduler)(feeding);

/** The same on a given clock. */
export const watchesOn =
  (scheduler: SchedulerLike): Feeder =>
  (feeding) =>
    feeding.connection$.pipe(switchMap((connection) => watchNeeded(connection, feeding, scheduler)));

/** A watch that is open, and the lingering of one that nothing needs any more. */
interface OpenWatch {
  readonly place: string;
  readonly events: Subscription;
  leaving?: Subscription;
}

/** Events with the watch they came from. */
interface Heard {
  readonly from: OpenWatch;
  readonly events: KindEvents;
}

function watchNeeded(
  connection: Connection,
  { state$, needs }: Feeding,
  scheduler: SchedulerLike,
): Observable<Action> {
  const wanted$ = state$.pipe(
    map((state) => ({ kinds: [...new Set(needs(state))], state })),
    distinctUntilChanged((a, b) => a.kinds.join() === b.kinds.join() && samePlace(a.state, b.state)),
  );
  return new Observable((out) => {
    const heard$ = new Subject<Heard>();
    const opened$ = new Subject<Action>();
    const open = new Map<KindId, OpenWatch>();

    const start = (kind: KindId, state: State): void => {
      opened$.next({ type: 'watching', kind });
      const watch: OpenWatch = { place: placeOf(kind, state), events: new Subscription() };
      open.set(kind, watch);
      const events$ = eventsOf(connection, kind, scopeOf(kind, state));
      watch.events.add(events$.subscribe((events) => heard$.next({ from: watch, events })));
    };
    const stop = (kind: KindId): void => {
      const watch = open.get(kind);
      watch?.leaving?.unsubscribe();
      watch?.events.unsubscribe();
      open.delete(kind);
    };
    const leave = (kind: KindId): void => {
      stop(kind);
      opened$.next({ type: 'unwatched', kind });
    };
    const follow = ({ kinds, state }: { kinds: readonly KindId[]; state: State }): void => {
      for (const [kind, watch] of open) {
        if (kinds.includes(kind)) {
          watch.leaving?.unsubscribe();
          delete watch.leaving;
        } else watch.leaving ??= scheduler.schedule(() => leave(kind), LINGER);
        if (watch.place !== placeOf(kind, state)) stop(kind);
      }
      for (const kind of kinds) if (!open.has(kind)) start(kind, state);
    };

    // What waits for its frame while its watch is closed is of another namespace, or out of date.
    const current = ({ from, events }: Heard): boolean => open.get(events.kind) === from;
    const batches$ = heard$.pipe(
      coalesce(TOGETHER, scheduler),
      map((heard) => heard.filter(current).map(({ events }) => events)),
      filter((batch) => batch.length > 0),
      map((batch): Action => ({ type: 'batch', batch })),
    );
    const output = merge(opened$, batches$).subscribe(out);
    const input = wanted$.subscribe(follow);
    return () => {
      input.unsubscribe();
      for (const kind of [...open.keys()]) stop(kind);
      output.unsubscribe();
    };
  });
}

function eventsOf(connection: Connection, kind: KindId, scope: WatchScope): Observable<KindEvents> {
  // The event's type follows from the kind, which the compiler cannot see through the union.
  return connection.watch(kind, scope).pipe(map((events) => ({ kind, events }) as unknown as KindEvents));
}

function scopeOf(kind: KindId, state: State): WatchScope {
  return {
    ...(state.look.place.namespace !== undefined &&
      kind !== 'namespaces' && { namespace: state.look.place.namespace }),
    ...(state.look.labelSelector !== undefined &&
      kind === 'pods' && { labelSelector: state.look.labelSelector }),
  };
}

const placeOf = (kind: KindId, state: State): string =>
  `${state.cluster.generation} ${JSON.stringify(scopeOf(kind, state))}`;

const samePlace = (a: State, b: State): boolean =>
  a.cluster.generation === b.cluster.generation &&
  a.look.place.namespace === b.look.place.namespace &&
  a.look.labelSelector === b.look.labelSelector;
