import { BehaviorSubject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logs } from '../../../src/feeds/pod/logs.ts';
import type { LogMark, LogsFeed } from '../../../src/model/feed.ts';
import { type LogItem, type LogNote, type LogSource, timeTold } from '../../../src/model/logs/log-item.ts';
import { type LogKept, NO_LOG } from '../../../src/model/logs/log-buffer.ts';
import { rowText } from '../../../src/model/logs/log-chunk.ts';
import { NO_FILTERS } from '../../../src/model/logs/log-filter.ts';
import { LogRows } from '../../../src/model/logs/log-rows.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

const source = { namespace: 'shop', pod: 'p', container: 'main', uid: 'u' };
const T = Date.parse('2026-01-01T12:00:00Z');

/** A log in which marks are set: what was said so many seconds after `T`, and what its rows are then. */
class Marked {
  private readonly connection = new FakeConnection();
  private readonly feed$: BehaviorSubject<LogsFeed>;
  private kept: LogKept | undefined;

  constructor(...marks: readonly LogMark[]) {
    this.feed$ = new BehaviorSubject(this.feed(marks));
    logs.open(this.connection.port, this.feed$.value, this.feed$).subscribe((told) => {
      for (const event of told) if (event.type === 'data') this.kept = event.data;
    });
  }

  private feed(marks: readonly LogMark[]): LogsFeed {
    return { type: 'logs', of: 'u/main', range: {}, with: { sources: [source], memory: 2 ** 20, marks } };
  }

  say(...said: readonly (number | LogNote)[]): void {
    const [reading] = this.connection.readings;
    const items = said.map((each): LogItem =>
      typeof each === 'number'
        ? { source, time: (T + each * 1000) * 1000, text: `${each}` }
        : { source, time: T * 1000, note: each },
    );
    void reading?.take(items);
    vi.advanceTimersByTime(100);
  }

  mark(...marks: readonly LogMark[]): void {
    this.feed$.next(this.feed(marks));
    vi.advanceTimersByTime(100);
  }

  private get all(): readonly LogItem[] {
    return [...new LogRows(this.kept ?? NO_LOG, NO_FILTERS).all()];
  }

  get rows(): readonly string[] {
    return this.all.map((row) => rowText(row).replaceAll('─', '').trim());
  }

  /** As they are told, in seconds after `T`. */
  get times(): readonly number[] {
    return this.all.map((row) => (timeTold(row) / 1000 - T) / 1000);
  }
}

/** One that is set at a second, behind the line of another. */
const markAt = (at: number, after?: number): LogMark => ({
  at: T + at * 1000,
  after: after === undefined ? undefined : (T + after * 1000) * 1000,
});

describe('marks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stand after what had been said, whatever came before they were put there', () => {
    const log = new Marked();
    const [first, second, third] = [markAt(3, 2), markAt(4, 2), markAt(5, 1)];
    log.say(1, 2, { type: 'restarted', count: 1, missing: 0 });
    log.mark(first);
    log.mark(first, second);
    log.say(6, 7);
    expect(log.rows).toEqual([
      '1',
      '2',
      expect.stringContaining('started'),
      'mark 12:00:03',
      'mark 12:00:04',
      '6',
      '7',
    ]);
    log.mark(first, second, third);
    expect(log.rows.slice(0, 3)).toEqual(['1', 'mark 12:00:05', '2']);
    expect(log.times.slice(0, 3)).toEqual([1, 5, 2]);
  });

  it('that were set before the log was opened are of it where their line is, early or late', () => {
    const log = new Marked(markAt(3, 2), markAt(1003, 1002), markAt(9, 0.5), markAt(9));
    expect(log.rows).toEqual([]);
    const all = Array.from({ length: 1500 }, (_, index) => index + 1);
    log.say(...all.slice(0, 1001));
    log.say(...all.slice(1001));
    const { rows } = log;
    expect(rows).toHaveLength(1502);
    expect(rows.slice(0, 4)).toEqual(['1', '2', 'mark 12:00:03', '3']);
    expect(rows.slice(1002, 1005)).toEqual(['1002', 'mark 12:16:43', '1003']);
  });

  it('stand first where nothing had been said', () => {
    const log = new Marked();
    log.mark(markAt(1));
    log.say(2);
    expect(log.rows).toEqual(['mark 12:00:01', '2']);
  });
});

it('goes on after more than a frame takes has come at once, which may be told at once', async () => {
  vi.useFakeTimers();
  const connection = new FakeConnection();
  const feed: LogsFeed = {
    type: 'logs',
    of: 'u/main',
    range: {},
    with: { sources: [source], memory: 2 ** 20, marks: [] },
  };
  logs.open(connection.port, feed, new BehaviorSubject(feed)).subscribe();
  const [reading] = connection.readings;
  let taken = 0;
  const many = Array.from({ length: 30_000 }, (_, index): LogItem => ({ source, time: index, text: 'said' }));
  for (const pause of [0, 1000]) {
    vi.advanceTimersByTime(pause);
    void Promise.resolve(reading?.take(many)).then(() => taken++);
    await vi.advanceTimersByTimeAsync(5000);
  }
  expect(taken).toBe(2);
  vi.useRealTimers();
});

/** How several logs stand together, after what is heard of one; or once only those of some sources are read. */
function together(...first: readonly LogSource[]) {
  const connection = new FakeConnection();
  const reading = (sources: readonly LogSource[]): LogsFeed => ({
    type: 'logs',
    of: 'web',
    range: {},
    with: { sources, memory: 2 ** 20, marks: [] },
  });
  const feed$ = new BehaviorSubject(reading(first));
  let stands = '';
  logs.open(connection.port, feed$.value, feed$).subscribe((told) => {
    for (const { type } of told) if (type !== 'data') stands = type;
  });
  const [{ take } = { take: () => undefined }] = connection.readings;
  return {
    heard: (from: LogSource, ...notes: readonly LogNote[]): string => {
      void take(notes.map((note) => ({ source: from, time: 0, note })));
      vi.advanceTimersByTime(100);
      return stands;
    },
    only: (...sources: readonly LogSource[]): string => {
      feed$.next(reading(sources));
      return stands;
    },
  };
}

const other = { ...source, pod: 'q', uid: 'v' };
const lost: LogNote = { type: 'lost', failure: { reason: 'ECONNRESET', message: 'reset' } };
const failed: LogNote = { type: 'failed', failure: { code: 400, reason: 'BadRequest', message: 'none' } };

it('is lost only as long as one that is still read is: a Pod that a rollout took away takes its trouble with it', () => {
  vi.useFakeTimers();
  const { heard, only } = together(source, other);
  expect(heard(source, { type: 'live' })).toBe('live');
  expect(heard(other, { type: 'live' })).toBe('live');
  expect(heard(source, lost)).toBe('stale');
  // Another one that is well says nothing of this one.
  expect(heard(other, { type: 'live' })).toBe('stale');
  expect(heard(source, { type: 'gone' })).toBe('live');
  expect(heard(other, lost)).toBe('stale');
  expect(only(source)).toBe('live');
  vi.useRealTimers();
});

it('is not read only where none of them is', () => {
  vi.useFakeTimers();
  const { heard, only } = together(source, other);
  expect(heard(source, { type: 'live' })).toBe('live');
  expect(heard(other, failed)).toBe('live');
  expect(heard(source, failed)).toBe('failed');
  expect(heard(source, { type: 'live' })).toBe('live');
  expect(only(other)).toBe('failed');
  const first = together(source, other);
  expect(first.heard(other, failed)).toBe('live');
  expect(first.heard(source, { type: 'live' }, lost, failed)).toBe('failed');
  vi.useRealTimers();
});

/** What is told of logs whose Pods are heard of so. */
function toldOf(sources: readonly LogSource[], ...notes: readonly (readonly [LogSource, LogNote])[]) {
  const { told, hear } = opened(sources);
  for (const [from, note] of notes) hear(from, note, 100);
  vi.advanceTimersByTime(5000);
  return told;
}

/** Logs that are followed: what is told of them, and a way to have them hear of one, so many ms before anything else. */
function opened(sources: readonly LogSource[]) {
  const connection = new FakeConnection();
  const feed: LogsFeed = { type: 'logs', of: 'u', range: {}, with: { sources, memory: 2 ** 20, marks: [] } };
  const told: string[] = [];
  logs.open(connection.port, feed, new BehaviorSubject(feed)).subscribe((events) => {
    for (const event of events)
      told.push('failure' in event ? `${event.type} ${event.failure.code}` : event.type);
  });
  const hear = (from: LogSource, note: LogNote, ms: number): void => {
    void connection.readings[0]?.take([{ source: from, time: 0, note }]);
    vi.advanceTimersByTime(ms);
  };
  return { told, hear };
}

it('are not read where their Pod was gone before anything was read of any of its containers', () => {
  vi.useFakeTimers();
  const both = [source, { ...source, container: 'other' }] as const;
  const gone: LogNote = { type: 'gone' };
  const unread = toldOf(both, [both[0], gone], [both[1], gone]);
  expect([unread.at(-1), unread.includes('data')]).toEqual(['failed 404', false]);
  const read = toldOf(both, [both[0], { type: 'live' }], [both[0], gone], [both[1], gone]);
  expect([read.includes('failed 404'), read.at(-1)]).toEqual([false, 'data']);
  vi.useRealTimers();
});

it('are called silent only a while after all of them began to be read', () => {
  vi.useFakeTimers();
  const { told, hear } = opened([source, other]);
  hear(source, { type: 'live' }, 20_000);
  expect(told).not.toContain('data');
  hear(other, { type: 'live' }, 1000);
  expect(told).not.toContain('data');
  vi.advanceTimersByTime(1000);
  expect(told).toContain('data');
  vi.useRealTimers();
});

describe('logs of several Pods', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const [talk, quiet] = [source, { ...source, container: 'quiet' }];
  const GONE: LogNote = { type: 'gone' };
  const LIVE: LogNote = { type: 'live' };
  const ended = (again: boolean): LogNote => ({ type: 'ended', end: undefined, again });

  /** The rows of a log, and the batches of those who joined it, after what was heard of each. */
  function read(...heard: readonly (readonly [LogSource, LogNote | string])[]) {
    const connection = new FakeConnection();
    const feed: LogsFeed = {
      ...{ type: 'logs', of: 'u', range: {} },
      with: { sources: [talk, quiet], memory: 2 ** 20, marks: [] },
    };
    const feed$ = new BehaviorSubject(feed);
    let kept = NO_LOG;
    logs.open(connection.port, feed, feed$).subscribe((told) => {
      for (const event of told) if (event.type === 'data') kept = event.data;
    });
    feed$.next({ ...feed, with: { ...feed.with, sources: [other, quiet] } });
    for (const [from, each] of heard) {
      const item =
        typeof each === 'string'
          ? { source: from, time: 1, text: each }
          : { source: from, time: 1, note: each };
      void connection.readings[0]?.take([item]);
      vi.advanceTimersByTime(100);
    }
    return { kept, rows: [...new LogRows(kept, NO_FILTERS).all()].map(rowText) };
  }

  it('know all that ever joined, those together that did', () => {
    expect(read([talk, LIVE], [talk, 'x']).kept.joined).toEqual([[talk, quiet], [other]]);
  });

  it('tell once that a Pod is gone, and which, when all was read of it', () => {
    const { rows } = read([talk, LIVE], [talk, GONE], [quiet, 'last'], [quiet, GONE], [other, GONE]);
    expect(rows).toEqual(['last', 'Pod p is gone', 'Pod q is gone']);
  });

  it.each<[string, LogNote]>([
    ['has ended for good', ended(false)],
    ['cannot be read', failed],
  ])('wait for no container of it that %s', (_, note) => {
    expect(read([talk, LIVE], [quiet, note], [talk, GONE]).rows.slice(1)).toEqual(['Pod p is gone']);
    expect(read([talk, LIVE], [talk, GONE], [quiet, note]).rows.slice(1)).toEqual(['Pod p is gone']);
  });

  it('wait for one that was started again', () => {
    const restarted: LogNote = { type: 'restarted', count: 1, missing: 0 };
    const { rows } = read(
      [talk, LIVE],
      [quiet, ended(false)],
      [quiet, restarted],
      [talk, GONE],
      [quiet, 'last'],
      [quiet, GONE],
    );
    expect(rows.slice(2)).toEqual(['last', 'Pod p is gone']);
  });
});

it('leaves out of a range how a container ended before it began, and not how one did since', () => {
  vi.useFakeTimers({ now: T });
  const connection = new FakeConnection();
  let kept: LogKept | undefined;
  const feed: LogsFeed = {
    type: 'logs',
    of: 'u/main',
    range: { sinceSeconds: 20 },
    with: { sources: [source], memory: 2 ** 20, marks: [] },
  };
  const reading = logs.open(connection.port, feed).subscribe((told) => {
    for (const event of told) if (event.type === 'data') kept = event.data;
  });
  const ended = (at: number): LogItem => ({
    source,
    time: (T + at * 1000) * 1000,
    note: { type: 'ended', end: { exitCode: 0 } as never, again: false },
  });
  void connection.readings[0]?.take([ended(-660), { source, time: T * 1000, text: 'hello' }, ended(1)]);
  vi.advanceTimersByTime(100);
  reading.unsubscribe();
  vi.useRealTimers();
  expect(
    [...new LogRows(kept ?? NO_LOG, NO_FILTERS).all()].map(({ time }) => (time / 1000 - T) / 1000),
  ).toEqual([0, 1]);
});
