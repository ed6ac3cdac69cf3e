import {
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  Observable,
  of,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { FeedEvent, LogsFeed } from '../../model/feed.ts';
import { LogBuffer, type LogKept } from '../../model/logs/log-buffer.ts';
import { costOf } from '../../model/logs/merging/log-queue.ts';
import { type LogHappening, type LogItem, type LogSource, sourceKey } from '../../model/logs/log-item.ts';
import type { Connection } from '../../ports/connection.ts';
import { coalesce } from '../coalesce.ts';
import { GonePods } from './gone-pods.ts';
import { GoneRows, SILENT, withGone } from './gone-rows.ts';
import { Marks } from './log-marks.ts';
import type { Opener } from '../opener.ts';

/** Who looks aside for a moment finds the log where it was; in ms. */
const LINGER = 10_000;
/** What was read is told once a frame, in ms. */
const TOGETHER = 33;
/** So much waits for its frame, in bytes: twenty thousand short lines, or a few of the longest. */
const MOST_WAITING = 4 * 1024 * 1024;

type Told = readonly FeedEvent<LogKept>[];

/** Logs are followed while they are on show; of what was said the latest is kept. */
export const logs: Opener<LogsFeed> = {
  type: 'logs',
  linger: LINGER,
  prepared: withGone,
  open: (connection, feed, feed$ = of(feed)) =>
    new Observable((out) => reading(connection, feed, feed$, out)),
};

interface Out {
  next(told: Told): void;
}

function reading(connection: Connection, feed: LogsFeed, feed$: Observable<LogsFeed>, out: Out): () => void {
  const aborter = new AbortController();
  const buffer = new LogBuffer(feed.with.memory, feed.with.gone?.logs);
  const before = new GoneRows(feed);
  const heard$ = new Subject<readonly LogHappening[]>();
  const gate = new Gate();
  const line = new Line();
  const stood$ = new Subject<number>();
  let isSilent = false;
  const telling = heard$.pipe(coalesce(() => TOGETHER)).subscribe((batches) => {
    marks.place();
    gate.open();
    const heard = batches.flat();
    const stands = line.stands(heard);
    stood$.next(line.heardOf);
    const { kept } = buffer;
    const known = kept.count > line.unread || kept.over || isSilent;
    out.next(known ? [...stands, { type: 'data', data: kept }] : stands);
  });
  const gone = new GonePods();
  const sources$ = sourcesOf(feed$);
  const join = (sources: readonly LogSource[]): void => {
    for (const each of [buffer, gone]) each.join(sources);
    out.next(line.keep(sources));
  };
  buffer.join(before.sources);
  telling.add(sources$.subscribe(join));
  const marks = new Marks(buffer, feed.with.marks);
  const marking = feed$.subscribe(({ with: given }) => {
    if (marks.take(given.marks)) heard$.next([]);
  });
  // What was said before comes behind the head of an answer, sooner or later: only then is nothing said.
  const silent$ = stood$.pipe(
    distinctUntilChanged(),
    switchMap(() => (line.isAllHeardOf ? timer(SILENT) : EMPTY)),
    tap(() => (isSilent = true)),
  );
  const left$ = before.left$.pipe(tap((rows) => buffer.add(rows)));
  telling.add(merge(silent$, left$).subscribe(() => heard$.next([])));
  const take = (items: readonly LogItem[]): void | Promise<void> => {
    // At once: lines that wait for their frame one by one are what the collector of garbage copies most.
    buffer.add(before.between(inRange(gone.pass(items))));
    // First, for it may be told at once: who was held after that would be for good, since nothing more is heard.
    const held = gate.pass(items);
    heard$.next(items.filter((item) => 'note' in item));
    return held;
  };
  const inRange = since(feed.range.sinceSeconds);
  const follow = feed.range.previous !== true;
  const request = { ...feed.range, follow, patient: true, cut: true, sources$ };
  connection.logs(request, take, aborter.signal).then(
    () => {
      buffer.over = true;
      heard$.next([]);
    },
    (error: unknown) => out.next([{ type: 'failed', failure: failureOf(error) }]),
  );
  return () => {
    aborter.abort();
    telling.unsubscribe();
    marking.unsubscribe();
  };
}

/** Leaves out how containers ended before the range that is asked for: nothing that is shown was said by them. */
function since(seconds = Infinity): (items: readonly LogItem[]) => readonly LogItem[] {
  const from = (Date.now() - seconds * 1000) * 1000;
  const isBefore = (item: LogItem): boolean =>
    'note' in item && item.note.type === 'ended' && item.time < from;
  return (items) => (items.some(isBefore) ? items.filter((item) => !isBefore(item)) : items);
}

/** Whose logs are read, each time that others are. */
const sourcesOf = (feed$: Observable<LogsFeed>): Observable<readonly LogSource[]> =>
  feed$.pipe(
    map(({ with: { sources } }) => sources),
    distinctUntilChanged((a, b) => a.map(sourceKey).join('\n') === b.map(sourceKey).join('\n')),
  );

/** Of a Pod that was gone before anything was read of it. */
const GONE: Failure = {
  code: 404,
  reason: 'NotFound',
  message: 'its Pod is gone: the server gives out no logs of it any more',
};

/**
 * How the logs stand together: lost as long as one of them is, not read where none of them can be. One that ended, whose
 * Pod is gone, or that is read no more as its Pod was replaced, is not lost, whatever was the last that was heard of it.
 */
class Line {
  private readonly lost = new Map<string, Failure>();
  private readonly failed = new Map<string, Failure>();
  private readonly begun = new Set<string>();
  private readonly heard = new Set<string>();
  private readonly unreadPods = new Set<string>();
  private read: ReadonlySet<string> = new Set();

  /** Of how many Pods it was heard that they are gone, where nothing was read of any. */
  get unread(): number {
    return this.begun.size > 0 ? 0 : this.unreadPods.size;
  }

  /** Of how many it was heard how they stand. */
  get heardOf(): number {
    return this.heard.size;
  }

  /** Whether that was heard of each that is read, and some of them can be. */
  get isAllHeardOf(): boolean {
    return this.failed.size < this.read.size && [...this.read].every((key) => this.heard.has(key));
  }

  /** Only what is read still counts. */
  keep(sources: readonly LogSource[]): Told {
    const hasTrouble = this.lost.size + this.failed.size > 0;
    this.read = new Set(sources.map(sourceKey));
    for (const trouble of [this.lost, this.failed])
      for (const key of trouble.keys()) if (!this.read.has(key)) trouble.delete(key);
    return hasTrouble ? [this.now] : [];
  }

  stands(happenings: readonly LogHappening[]): Told {
    let told: Told = [];
    for (const happening of happenings) if (this.changes(happening)) told = [this.now];
    return told;
  }

  /** Gives whether it tells how they stand. */
  private changes({ source, note }: LogHappening): boolean {
    if (note.type === 'joined') return false;
    const key = sourceKey(source);
    this.heard.add(key);
    const wasLost = this.lost.delete(key);
    this.failed.delete(key);
    const isLost = note.type === 'lost' || (note.type === 'again' && wasLost);
    if (isLost) this.lost.set(key, note.failure);
    if (note.type === 'live') this.begun.add(key);
    if (note.type === 'failed' || (note.type === 'again' && !wasLost)) this.failed.set(key, note.failure);
    if (note.type === 'gone' && !this.begun.has(key)) {
      this.failed.set(key, GONE);
      this.unreadPods.add(source.uid);
    }
    return note.type !== 'rotated';
  }

  private get now(): Told[number] {
    const [lost] = this.lost.values();
    if (lost) return { type: 'stale', failure: lost };
    const [failed] = this.failed.values();
    const none = this.failed.size >= this.read.size;
    return failed && none ? { type: 'failed', failure: failed } : { type: 'live' };
  }
}

/** Holds back who brings more than is told in a frame. */
class Gate {
  private waiting = 0;
  private release: () => void = () => undefined;

  pass(items: readonly LogItem[]): void | Promise<void> {
    for (const item of items) this.waiting += costOf(item);
    if (this.waiting > MOST_WAITING) return new Promise((resolve) => (this.release = resolve));
  }

  open(): void {
    this.waiting = 0;
    this.release();
  }
}
