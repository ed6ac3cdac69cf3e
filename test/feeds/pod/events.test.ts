import { expect, it } from 'vitest';
import { events } from '../../../src/feeds/pod/events.ts';
import { keepFed } from '../../../src/feeds/keep-fed.ts';
import type { KubeEvent } from '../../../src/model/events/kube-event.ts';
import type { EventsFeed } from '../../../src/model/feed.ts';
import { fedBy } from '../../../src/store/selectors/lists.ts';
import { takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';
import { fed, scheduledTime } from '../../support/dashboards/fed.ts';

const of = (uid: string): EventsFeed => ({
  type: 'events',
  namespace: 'shop',
  of: { kind: 'Pod', name: uid, uid },
});

/** What is needed is fed with events, on virtual time. */
function watching(...first: readonly string[]) {
  const { scheduler, pass } = scheduledTime();
  const connection = new FakeConnection();
  let needed = first;
  const { state } = new TestDashboard({ now: takenAt, namespace: 'shop' });
  const { state$ } = fed(keepFed([events], scheduler), state, connection.port, () => needed.map(of));
  const need = (...next: readonly string[]): void => {
    needed = next;
    state$.next(state$.value);
  };
  return { connection, need, pass, found: (uid: string) => fedBy(state$.value, of(uid)) };
}

const event = (uid: string, second: number, more: Partial<KubeEvent> = {}) => ({
  type: 'upsert' as const,
  object: {
    metadata: { name: uid, uid },
    involvedObject: { kind: 'Pod', name: 'a' },
    reason: 'BackOff',
    message: uid,
    lastTimestamp: new Date(Date.parse('2026-01-01T00:00:00Z') + second * 1000).toISOString(),
    ...more,
  },
});

const synced = { type: 'synced', count: 0 } as const;

it('events are asked for once the selection rests, of one object alone, by a selector', () => {
  const { connection, need, pass } = watching('a');
  pass(299);
  need('b');
  pass(299);
  expect(connection.log).toEqual([]);
  pass(1);
  expect(connection.log).toEqual(['open events shop involvedObject.uid=b']);
  need();
  pass(1);
  // Who was passed by is not asked for later either.
  pass(50_000);
  expect(connection.log).toHaveLength(1);
});

it('their watch is kept for who comes back, of the last thirty', () => {
  const { connection, need, pass } = watching();
  for (let count = 0; count < 40; count++) {
    need(`pod-${count}`);
    pass(400);
  }
  need();
  const open = new Set(connection.log.filter((line) => line.startsWith('open')).map((line) => line.slice(5)));
  for (const line of connection.log) if (line.startsWith('close')) open.delete(line.slice(6));
  expect([...open].map((line) => line.replace(/.*-/, ''))).toEqual(
    Array.from({ length: 30 }, (_, index) => String(index + 10)),
  );
  const asked = connection.log.length;
  need('pod-39', 'pod-20');
  pass(1_000);
  expect(connection.log).toHaveLength(asked);
});

it('nothing is told before all of them came; what the server forgets stays; the newest of very many are kept', () => {
  const { connection, pass, found } = watching('a');
  pass(300);
  connection.tell('events', { type: 'live' }, event('one', 1));
  pass(100);
  expect(found('a')).toMatchObject({ complete: false, connection: 'live', data: undefined });
  connection.tell('events', event('two', 2), synced);
  pass(100);
  expect(found('a').data?.map(({ message }) => message)).toEqual(['two', 'one']);
  connection.tell('events', { type: 'delete', object: event('one', 1).object });
  pass(100);
  expect(found('a').data).toHaveLength(2);
  connection.tell(
    'events',
    ...Array.from({ length: 1_000 }, (_, index) => event(`more ${index}`, 10 + index)),
  );
  pass(100);
  expect(found('a').data).toHaveLength(300);
  expect(found('a').data?.[0]?.message).toBe('more 999');
});

it('that there are none is known, and that they may not be read', () => {
  const { connection, need, pass, found } = watching('a');
  pass(300);
  connection.tell('events', { type: 'live' }, synced);
  pass(100);
  expect(found('a')).toMatchObject({ complete: true, data: [] });
  need('b');
  pass(300);
  const failure = { code: 403, reason: 'Forbidden', message: 'events is forbidden' };
  connection.tell('events', { type: 'failed', failure });
  pass(100);
  expect(found('b')).toMatchObject({ complete: false, connection: 'failed', failure });
});
