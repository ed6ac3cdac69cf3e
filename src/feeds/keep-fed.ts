import {
  asyncScheduler,
  BehaviorSubject,
  catchError,
  defer,
  filter,
  map,
  merge,
  Observable,
  observeOn,
  of,
  queueScheduler,
  type SchedulerLike,
  Subject,
  Subscription,
  switchMap,
  timer,
} from 'rxjs';
import { failureOf } from '../model/failure.ts';
import { type Feed, type FeedEvent, feedKey } from '../model/feed.ts';
import type { Connection } from '../ports/connection.ts';
import type { Action, FeedEvents } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import { coalesce } from './coalesce.ts';
import type { Feeder, Feeding } from './feeding.ts';
import { gathered } from './gathered.ts';
import type { Opener } from './opener.ts';

/** Of a type no more linger than this: each may bring a mebibyte, and hundreds of Pods are looked at in a minute. */
const MOST_LINGERING = 20;

/**
 * Keeps open what is needed: a feed that several need once, one that nothing needs any more for a while, and all
 * of them anew on another connection.
 */
export const keepFed =
  (openers: readonly Opener[], scheduler: SchedulerLike = asyncScheduler): Feeder =>
  ({ connection$, state$, needs }: Feeding): Observable<Action> =>
    connection$.pipe(
      switchMap(
        (connection) =>
          new Observable<Action>((out) => {
            const feeds = new OpenFeeds(connection, openers, scheduler);
            const output = feeds.told$.subscribe(out);
            // What following tells makes another state, which is followed after this one.
            const input = state$
              .pipe(observeOn(queueScheduler))
              .subscribe((state) => feeds.follow(state, needs(state)));
            return () => {
              input.unsubscribe();
              feeds.close();
              output.unsubscribe();
            };
          }),
      ),
    );

/** A feed that is open, and the lingering of one that nothing needs any more. */
interface OpenFeed {
  readonly feed: Feed;
  /** The state's when it was opened. */
  readonly generation: number;
  readonly events: Subscription;
  /** As it is needed now. */
  readonly feed$: BehaviorSubject<Feed>;
  leaving?: Subscription | undefined;
  /** It was wanted for long enough, and is asked for. */
  settled: boolean;
}

/** Events with the opening they came from. */
interface Heard extends FeedEvents {
  readonly from: OpenFeed;
  /** How long they may wait for others, in ms. */
  readonly waits: number;
}

/** The feeds that are open on one connection. */
class OpenFeeds {
  readonly told$: Observable<Action>;
  private readonly open = new Map<string, OpenFeed>();
  private readonly heard$ = new Subject<Heard>();
  private readonly changed$ = new Subject<Action>();

  constructor(
    private readonly connection: Connection,
    private readonly openers: readonly Opener[],
    private readonly scheduler: SchedulerLike,
  ) {
    const batches$ = this.heard$.pipe(
      // A list tells that it is live right before its first objects.
      coalesce(
        ({ waits }) => waits,
        scheduler,
        ({ events }) => events.every(({ type }) => type === 'live'),
      ),
      // What waits for its frame while its feed is closed is of another place, or out of date.
      map((heard) => heard.filter(({ feed, from }) => this.open.get(feedKey(feed)) === from)),
      filter((batch) => batch.length > 0),
      map((batch): Action => ({ type: 'batch', batch: batch.map(({ feed, events }) => ({ feed, events })) })),
    );
    this.told$ = merge(this.changed$, batches$);
  }

  /** Opens what is needed and is not open, or not as it is needed; leaves what is not needed. */
  follow(state: State, needs: readonly Feed[]): void {
    const { cluster } = state;
    const needed = new Map(needs.map((feed) => [feedKey(feed), feed]));
    // Opens before it closes: a connection that is without a watch forgets how long the server was silent.
    for (const [key, feed] of needed) {
      const open = this.open.get(key);
      if (open) stay(open);
      if (open && (feed.held ?? (open.feed.version === feed.version && this.isOfNow(open, cluster)))) {
        if (feed.with !== undefined) open.feed$.next(feed);
        continue;
      }
      this.start(key, feed, state);
      open?.events.unsubscribe();
    }
    for (const [key, open] of this.open) {
      if (needed.has(key)) continue;
      // What the state has forgotten, or wants anew, or was not asked for, is of no use to anyone who comes back.
      if (open.settled && cluster.feeds.has(key) && this.isOfNow(open, cluster)) this.linger(key, open);
      else this.leave(key, open);
    }
  }

  /** Whether it needs not be opened anew where all is listed anew. */
  private isOfNow(open: OpenFeed | undefined, { generation }: State['cluster']): boolean {
    return open !== undefined && (open.generation === generation || this.openerOf(open.feed).once === true);
  }

  close(): void {
    for (const [key, open] of this.open) this.stop(key, open);
  }

  private start(key: string, feed: Feed, state: State): void {
    const opener = this.openerOf(feed);
    const { generation } = state.cluster;
    const prepared = opener.prepared?.(feed, state) ?? feed;
    const settles = opener.settles?.(feed) ?? 0;
    const open: OpenFeed = {
      feed,
      generation,
      events: new Subscription(),
      feed$: new BehaviorSubject(feed),
      settled: settles === 0,
    };
    this.open.set(key, open);
    this.changed$.next({ type: 'feed-opened', feed });
    const opened$ = defer(() => {
      open.settled = true;
      return opener.open(this.connection, prepared, open.feed$);
    }).pipe(catchError(failed));
    const events$ = open.settled ? opened$ : timer(settles, this.scheduler).pipe(switchMap(() => opened$));
    const waits = gathered();
    open.events.add(
      events$.subscribe((events) => this.heard$.next({ feed, events, from: open, waits: waits(events) })),
    );
  }

  private linger(key: string, open: OpenFeed): void {
    const { linger, most = MOST_LINGERING } = this.openerOf(open.feed);
    if (linger === 0) return this.leave(key, open);
    if (open.leaving) return;
    open.leaving = this.scheduler.schedule(() => this.leave(key, open), linger);
    // Who was left last is last in the map: those that linger stand in it in the order in which they are to go.
    this.open.delete(key);
    this.open.set(key, open);
    const lingering = [...this.open].filter(
      ([, { feed, leaving }]) => leaving && feed.type === open.feed.type,
    );
    const [first] = lingering;
    if (first && lingering.length > most) this.leave(...first);
  }

  private leave(key: string, open: OpenFeed): void {
    this.stop(key, open);
    this.changed$.next({ type: 'feed-closed', feed: open.feed });
  }

  private stop(key: string, open: OpenFeed): void {
    stay(open);
    open.events.unsubscribe();
    this.open.delete(key);
  }

  private openerOf({ type }: Feed): Opener {
    const opener = this.openers.find((candidate) => candidate.type === type);
    if (!opener) throw new Error(`nothing opens feeds of the type ${type}`);
    return opener;
  }
}

function stay(open: OpenFeed): void {
  open.leaving?.unsubscribe();
  open.leaving = undefined;
}

const failed = (error: unknown): Observable<readonly FeedEvent[]> =>
  of([{ type: 'failed', failure: failureOf(error) } as const]);
