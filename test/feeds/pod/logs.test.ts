import { BehaviorSubject } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { logs } from '../../../src/feeds/pod/logs.ts';
import type { LogsFeed } from '../../../src/model/feed.ts';
import type { LogKept } from '../../../src/model/logs/log-buffer.ts';
import { rowText } from '../../../src/model/logs/log-chunk.ts';
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
  const rows = kept?.chunks.flatMap(({ items }) => items).map(rowText);
  expect(rows).toEqual(['before', expect.stringMatching(/^mark 12:00:04 ─+$/), 'after']);
  vi.useRealTimers();
});
