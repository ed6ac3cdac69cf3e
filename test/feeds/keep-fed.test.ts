import { Observable } from 'rxjs';
import { expect, it } from 'vitest';
import { keepFed } from '../../src/feeds/keep-fed.ts';
import { list } from '../../src/feeds/list.ts';
import type { Opener } from '../../src/feeds/opener.ts';
import { type Feed, isList } from '../../src/model/feed.ts';
import type { KindId } from '../../src/model/kinds/kinds.ts';
import { lists, standingOf } from '../../src/store/selectors/lists.ts';
import type { State } from '../../src/store/state.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';
import { fed, scheduledTime } from '../support/dashboards/fed.ts';

/** The lists of a dashboard that needs these kinds, on virtual time. */
function watching(...first: KindId[]) {
  const { scheduler, pass } = scheduledTime();
  const connection = new FakeConnection();
  let kinds: readonly KindId[] = first;
  const { state } = new TestDashboard({ now: takenAt, namespace: 'default' });
  const needs = (state: State) => lists(state, ...kinds);
  const { state$, told, dispatch, close } = fed(keepFed([list], scheduler), state, connection.port, needs);
  const need = (...next: KindId[]): void => {
    kinds = next;
    state$.next(state$.value);
  };
  return { connection, actions: told, state: () => state$.value, need, dispatch, pass, close };
}

const upsert = { type: 'upsert', object: podNamed('crashing') } as const;

it('watches what is on show in its order, and keeps for a while what is not any more', () => {
  const { connection, need, pass, close } = watching('pods', 'jobs');
  expect(connection.log).toEqual(['open pods default', 'open jobs default']);
  need('pods');
  pass(14_000);
  expect(connection.log).toHaveLength(2);
  need('jobs', 'pods');
  pass(60_000);
  expect(connection.log).toHaveLength(2);
  need('pods');
  pass(15_000);
  expect(connection.log).toEqual(['open pods default', 'open jobs default', 'close jobs default']);
  close();
  expect(connection.log.at(-1)).toBe('close pods default');
});

it('opens everything anew in another namespace, but not the watch of the namespaces', () => {
  const { connection, dispatch } = watching('pods', 'namespaces');
  connection.log.length = 0;
  dispatch({ type: 'namespace', namespace: 'shop' });
  expect(connection.log).toEqual(['open pods shop', 'close pods default']);
  dispatch({ type: 'namespace', namespace: undefined });
  expect(connection.log.slice(2)).toEqual(['open pods *', 'close pods shop']);
});

it('opens everything anew when asked to, and keeps the rows until the list is complete', () => {
  const { connection, dispatch, pass, state } = watching('pods');
  connection.tell('pods', { type: 'live' }, upsert, { type: 'synced', count: 1 });
  expect(state().cluster.tables.pods.size).toBe(1);
  dispatch({ type: 'refresh' });
  // In this order, so that the connection is never without a watch: it would forget how long it was silent.
  expect(connection.log).toEqual(['open pods default', 'open pods default', 'close pods default']);
  pass(100);
  expect(state().cluster.tables.pods.size).toBe(1);
  connection.tell('pods', { type: 'live' }, { type: 'synced', count: 0 });
  expect(state().cluster.tables.pods.size).toBe(0);
});

it('drops what the old namespace told just before the switch', () => {
  const { connection, dispatch, pass, state } = watching('pods');
  connection.tell('pods', { type: 'synced', count: 0 });
  connection.tell('pods', upsert);
  dispatch({ type: 'namespace', namespace: 'shop' });
  pass(1_000);
  expect(state().cluster.tables.pods.size).toBe(0);
});

it('makes one batch of what comes within a frame', () => {
  const { connection, pass, actions } = watching('pods', 'jobs');
  connection.tell('pods', { type: 'synced', count: 0 });
  connection.tell('jobs', { type: 'live' });
  connection.tell('pods', upsert);
  pass(40);
  const batches = actions.flatMap((action) =>
    action.type === 'batch' ? [action.batch.map(({ feed }) => isList(feed) && feed.kind)] : [],
  );
  expect(batches).toEqual([['pods'], ['jobs', 'pods']]);
});

it('opens once what several need', () => {
  const { connection } = watching('pods', 'jobs', 'pods');
  expect(connection.log).toEqual(['open pods default', 'open jobs default']);
});

it('keeps nothing for who comes back once all is asked for anew', () => {
  const { connection, need, dispatch, pass, state } = watching('pods', 'jobs');
  connection.tell('jobs', { type: 'live' }, { type: 'synced', count: 0 });
  need('pods');
  dispatch({ type: 'refresh' });
  expect(connection.log.slice(2)).toEqual(['open pods default', 'close pods default', 'close jobs default']);
  pass(1_000);
  expect(standingOf(state(), 'jobs').connection).toBe('idle');
});

it('lets only so many of a type linger, the last that were needed', () => {
  const { scheduler } = scheduledTime();
  const open = new Set<number>();
  const numbered: Opener = {
    type: 'numbered',
    linger: 3_600_000,
    open: (_, feed) => {
      const { number } = feed as NumberedFeed;
      return new Observable((out) => {
        open.add(number);
        out.next([{ type: 'live' }, { type: 'data', data: number }] as const);
        return () => void open.delete(number);
      });
    },
  };
  let number = 0;
  const needs = (): readonly NumberedFeed[] => [{ type: 'numbered', number }];
  const { state } = new TestDashboard({ now: takenAt, namespace: 'default' });
  const { state$ } = fed(keepFed([numbered], scheduler), state, new FakeConnection().port, needs);
  const need = (next: number): void => {
    number = next;
    state$.next(state$.value);
  };
  for (let next = 1; next <= 500; next++) need(next);
  expect(open.size).toBeLessThanOrEqual(21);
  expect(state$.value.cluster.feeds.size).toBe(open.size);
  // Who comes back to the one before finds it, and it is the last to go then.
  need(499);
  expect(open).toContain(500);
  for (let next = 501; next <= 519; next++) need(next);
  expect(open).toContain(499);
});

interface NumberedFeed extends Feed {
  readonly type: 'numbered';
  readonly number: number;
}
