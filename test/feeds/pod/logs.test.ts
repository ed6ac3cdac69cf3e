import { BehaviorSubject } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { logs } from '../../../src/feeds/pod/logs.ts';
import type { LogsFeed } from '../../../src/model/feed.ts';
import type { LogNote, LogSource } from '../../../src/model/logs/log-item.ts';
import type { LogKept } from '../../../src/model/logs/log-buffer.ts';
import { rowText } from '../../../src/model/logs/log-chunk.ts';
import { NO_FILTERS } from '../../../src/model/logs/log-filter.ts';
import { LogRows } from '../../../src/model/logs/log-rows.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

const source = { namespace: 'shop', pod: 'p', container: 'main', uid: 'u' };
const T = Date.parse('2026-01-01T12:00:00Z');

it('a mark stands after what was said by then, and those set before the log was opened are not of it', () => {
  vi.useFakeTimers();
  const connection = new FakeConnection();
  const marked = (count: number): LogsFeed => ({
    type: 'logs',
    of: 'u/main',
    range: {},
    with: { sources: [source], memory: 2 ** 20, mark: { count, at: T + count * 1000 } },
  });
  const feed$ = new BehaviorSubject(marked(3));
  let kept: LogKept | undefined;
  logs.open(connection.port, feed$.value, feed$).subscribe((told) => {
    for (const event of told) if (event.type === 'data') kept = event.data;
  });
  const [reading] = connection.readings;
  void reading?.take([{ source, time: T * 1000, text: 'before' }]);
  feed$.next(marked(4));
  feed$.next(marked(4));
  void reading?.take([{ source, time: T * 1000, text: 'after' }]);
  vi.advanceTimersByTime(100);
  const rows = kept && [...new LogRows(kept, NO_FILTERS).all()].map(rowText);
  expect(rows).toEqual(['before', expect.stringMatching(/^mark 12:00:04 ─+$/), 'after']);
  vi.useRealTimers();
});

it('is lost only as long as one that is still read is: a Pod that a rollout took away takes its trouble with it', () => {
  vi.useFakeTimers();
  const connection = new FakeConnection();
  const other = { ...source, pod: 'q', uid: 'v' };
  const reading = (...sources: readonly LogSource[]): LogsFeed => ({
    type: 'logs',
    of: 'web',
    range: {},
    with: { sources, memory: 2 ** 20, mark: { count: 0, at: 0 } },
  });
  const feed$ = new BehaviorSubject(reading(source, other));
  let stands = '';
  logs.open(connection.port, feed$.value, feed$).subscribe((told) => {
    for (const { type } of told) if (type !== 'data') stands = type;
  });
  const [{ take } = { take: () => undefined }] = connection.readings;
  const heard = (from: LogSource, note: LogNote): string => {
    void take([{ source: from, time: 0, note }]);
    vi.advanceTimersByTime(100);
    return stands;
  };
  const lost: LogNote = { type: 'lost', failure: { reason: 'ECONNRESET', message: 'reset' } };
  expect(heard(source, { type: 'live' })).toBe('live');
  expect(heard(other, { type: 'live' })).toBe('live');
  expect(heard(source, lost)).toBe('stale');
  // Another one that is well says nothing of this one.
  expect(heard(other, { type: 'live' })).toBe('stale');
  expect(heard(source, { type: 'gone' })).toBe('live');
  expect(heard(other, lost)).toBe('stale');
  feed$.next(reading(source));
  expect(stands).toBe('live');
  vi.useRealTimers();
});
