import { EMPTY, map, type Observable, of, startWith, Subject, switchMap, timer } from 'rxjs';
import type { Feed, LogsFeed } from '../../model/feed.ts';
import type { LogKept } from '../../model/logs/log-buffer.ts';
import { goneLogs, goneRows } from '../../model/logs/merging/gone-logs.ts';
import type { LogItem, LogSource } from '../../model/logs/log-item.ts';
import { inOrder } from '../../model/logs/merging/merge.ts';
import type { State } from '../../store/state.ts';

const isOf = (feed: Feed, of: string): feed is LogsFeed =>
  feed.type === 'logs' && (feed as LogsFeed).of === of;

/** The logs with what was read before of Pods that are gone, whatever range of the same logs brought it. */
export function withGone(feed: LogsFeed, { cluster, look }: State): LogsFeed {
  const read = [...cluster.feeds.values()].flatMap(({ feed: other, data }) =>
    isOf(other, feed.of) && data ? [{ kept: data as LogKept, previous: other.range.previous === true }] : [],
  );
  const logs = goneLogs(read, ({ uid }) => cluster.tables.pods.get(uid) !== undefined, feed.with.memory);
  return logs.length === 0 ? feed : { ...feed, with: { ...feed.with, gone: { logs, now: look.now } } };
}

/** What was said before is there so soon after the start, or after what came last, in ms; until then nothing is not called nothing. */
export const SILENT = 1500;

/** What was read before of Pods that are gone, each row until what is read has come as far. */
export class GoneRows {
  private readonly rows: readonly LogItem[];
  /** Those before it were taken. */
  private next = 0;
  private readonly come$ = new Subject<void>();
  /** Whose they are. */
  readonly sources: readonly LogSource[];
  /** Those that are left once nothing more comes, which may take any time of a long log. */
  readonly left$: Observable<readonly LogItem[]>;

  constructor({ range, with: { gone, sources } }: LogsFeed) {
    this.rows = gone ? goneRows(gone.logs, range, gone.now) : [];
    const silent$ = sources.length === 0 ? of(0) : timer(SILENT);
    this.sources = (gone?.logs ?? []).map(({ source }) => source);
    this.left$ = this.come$.pipe(
      startWith(undefined),
      switchMap(() => (this.areLeft ? silent$ : EMPTY)),
      map(() => this.upTo(Infinity)),
    );
  }

  /** What has come, with those between it. */
  between(items: readonly LogItem[]): readonly LogItem[] {
    if (!this.areLeft) return items;
    const last = items.reduce((time, item) => ('note' in item ? time : Math.max(time, item.time)), -Infinity);
    const some = this.upTo(last);
    this.come$.next();
    return inOrder([some, items]);
  }

  private get areLeft(): boolean {
    return this.next < this.rows.length;
  }

  /** Takes those that are no later than that. */
  private upTo(time: number): readonly LogItem[] {
    const { rows, next } = this;
    while (this.areLeft && (rows[this.next]?.time ?? 0) <= time) this.next++;
    return rows.slice(next, this.next);
  }
}
