import { distinctUntilChanged, map, merge, Observable, Subject, type Subscription, switchMap } from 'rxjs';
import type { KindId } from '../model/kinds.ts';
import type { Action, KindEvents } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import { coalesce } from './coalesce.ts';
import type { Effect, Environment } from './environment.ts';
import { FRAME } from './frames.ts';
import type { ClusterSession, WatchScope } from './ports.ts';

/** How long a watch that nothing needs any more is kept, in ms: the next Pod may need it again. */
const LINGER = 15_000;

/** What is watched follows from what is on show: the kinds needed, in the namespace shown. */
export const watches: Effect = (environment) =>
  environment.session$.pipe(switchMap((session) => watchNeeded(session, environment)));

function watchNeeded(session: ClusterSession, { state$, needs }: Environment): Observable<Action> {
  const wanted$ = state$.pipe(
    map((state) => ({ kinds: [...new Set(needs(state))].sort(), state })),
    distinctUntilChanged((a, b) => a.kinds.join() === b.kinds.join() && samePlace(a.state, b.state)),
  );
  return new Observable((out) => {
    const events$ = new Subject<KindEvents>();
    const opened$ = new Subject<Action>();
    const open = new Map<
      KindId,
      { place: string; close: () => void; leaving?: ReturnType<typeof setTimeout> }
    >();

    const start = (kind: KindId, state: State): void => {
      opened$.next({ type: 'watching', kind });
      const subscription = subscribe(session, kind, scopeOf(kind, state), events$);
      open.set(kind, { place: placeOf(kind, state), close: () => subscription.unsubscribe() });
    };
    const stop = (kind: KindId): void => {
      const watch = open.get(kind);
      clearTimeout(watch?.leaving);
      watch?.close();
      open.delete(kind);
    };
    const follow = ({ kinds, state }: { kinds: readonly KindId[]; state: State }): void => {
      for (const [kind, watch] of open) {
        if (kinds.includes(kind)) {
          clearTimeout(watch.leaving);
          delete watch.leaving;
        } else {
          watch.leaving ??= setTimeout(() => {
            stop(kind);
            opened$.next({ type: 'unwatched', kind });
          }, LINGER);
        }
        if (watch.place !== placeOf(kind, state)) stop(kind);
      }
      for (const kind of kinds) if (!open.has(kind)) start(kind, state);
    };

    const batches$ = events$.pipe(
      coalesce(FRAME),
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

function subscribe<K extends KindId>(
  session: ClusterSession,
  kind: K,
  scope: WatchScope,
  events$: Subject<KindEvents>,
): Subscription {
  // The event's type follows from the kind, which the compiler cannot see through the union.
  return session
    .watch(kind, scope)
    .subscribe((events) => events$.next({ kind, events } as unknown as KindEvents));
}

function scopeOf(kind: KindId, state: State): WatchScope {
  return {
    ...(state.namespace !== undefined && kind !== 'namespaces' && { namespace: state.namespace }),
    ...(state.labelSelector !== undefined && kind === 'pods' && { labelSelector: state.labelSelector }),
  };
}

const placeOf = (kind: KindId, state: State): string =>
  `${state.generation} ${JSON.stringify(scopeOf(kind, state))}`;

const samePlace = (a: State, b: State): boolean =>
  a.generation === b.generation && a.namespace === b.namespace && a.labelSelector === b.labelSelector;
